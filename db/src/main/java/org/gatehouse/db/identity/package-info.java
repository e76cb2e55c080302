/**
 * People and roles.
 */
@NullMarked
package org.gatehouse.db.identity;

import org.jspecify.annotations.NullMarked;
