/**
 * Tiers (throttling policies), their quotas and who may use them.
 */
@NullMarked
package org.gatehouse.common.tier;

import org.jspecify.annotations.NullMarked;
