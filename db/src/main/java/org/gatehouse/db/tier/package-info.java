/**
 * Tiers and their permissions.
 */
@NullMarked
package org.gatehouse.db.tier;

import org.jspecify.annotations.NullMarked;
