/**
 * OAuth scopes and the roles that they are bound to.
 */
@NullMarked
package org.gatehouse.db.scope;

import org.jspecify.annotations.NullMarked;
