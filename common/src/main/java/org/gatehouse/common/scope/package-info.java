/**
 * OAuth scopes and the rule that grants them.
 */
@NullMarked
package org.gatehouse.common.scope;

import org.jspecify.annotations.NullMarked;
