package org.gatehouse.gatewaycore.snapshot;

import java.time.Duration;

/**
 * How answers of an operation are kept.
 *
 * @param lifetime for how long an answer is fresh that says nothing of it
 * @param epoch another one with each deployment and whenever somebody clears the cache:
 * what was kept before is not found any longer
 */
public record CompiledCaching(Duration lifetime, long epoch) {

}
