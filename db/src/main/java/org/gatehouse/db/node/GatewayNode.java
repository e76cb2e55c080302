package org.gatehouse.db.node;

import java.time.Instant;
import java.util.List;

import org.gatehouse.common.snapshot.EndpointHealth;
import org.jspecify.annotations.Nullable;

/**
 * A gateway as it last reported itself.
 *
 * @param nodeId names the node
 * @param environment the gateway environment
 * @param host where it can be reached, for people to read
 * @param revision the revision of the change feed that it runs
 * @param appliedAt when it began to run that revision
 * @param seenAt when it reported last
 * @param problem why a later revision could not be applied, null where all is well
 * @param failing the endpoints that do not work, as far as it knows
 */
public record GatewayNode(String nodeId, String environment, String host, long revision, Instant appliedAt,
		Instant seenAt, @Nullable String problem, List<EndpointHealth> failing) {

	public GatewayNode {
		failing = List.copyOf(failing);
	}

}
