/**
 * Policies that tenants have composed.
 */
@NullMarked
package org.gatehouse.db.policy;

import org.jspecify.annotations.NullMarked;
