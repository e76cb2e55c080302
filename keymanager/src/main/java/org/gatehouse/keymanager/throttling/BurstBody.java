package org.gatehouse.keymanager.throttling;

import org.jspecify.annotations.Nullable;

/**
 * The contract's {@code BurstLimit}.
 *
 * @param rateLimitCount how many calls pass in one unit of time; null or 0 for no burst
 * control
 * @param rateLimitTimeUnit the unit: sec, min, hour or day
 */
record BurstBody(@Nullable Long rateLimitCount, @Nullable String rateLimitTimeUnit) {

}
