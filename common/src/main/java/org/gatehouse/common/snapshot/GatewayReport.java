package org.gatehouse.common.snapshot;

import java.time.Instant;
import java.util.List;

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
 * @param failing the endpoints that do not work; of all others nothing bad is known
 */
public record GatewayReport(String nodeId, String environment, String host, long revision, Instant appliedAt,
		@Nullable String problem, List<EndpointHealth> failing) {

	// A gateway of before this component came says nothing of it.
	public GatewayReport {
		failing = (failing != null) ? List.copyOf(failing) : List.of();
	}

	/**
	 * The same report with what is known of endpoints now.
	 * @param endpoints those that do not work
	 * @return a new report
	 */
	public GatewayReport withFailing(List<EndpointHealth> endpoints) {
		return new GatewayReport(this.nodeId, this.environment, this.host, this.revision, this.appliedAt, this.problem,
				endpoints);
	}

}
