package org.gatehouse.common.snapshot;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a gateway tells the control plane about itself, after each revision that it
 * applied and every few seconds.
 *
 * @param nodeId names the node; stable over restarts
 * @param environment the gateway environment, such as {@code Default}
 * @param host where it can be reached, for people to read
 * @param revision the revision that it runs
 * @param appliedAt when it began to run that revision
 * @param problem why a later revision could not be applied, null where all is well
 */
public record GatewayReport(String nodeId, String environment, String host, long revision, Instant appliedAt,
		@Nullable String problem) {

}
