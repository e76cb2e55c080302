package org.gatehouse.publisher.deployment;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * How far a deployment has come.
 *
 * @param revisionId the deployed revision
 * @param revisionNumber its number, from 1
 * @param environment the gateway environment
 * @param deployedBy the user who deployed it
 * @param deployedAt when it was deployed
 * @param enabled false in lifecycle states in which no gateway knows the API version
 * @param feedRevision the revision of the change feed that carries it; 0 where none does
 * @param gateways the environment's gateways that are alive
 */
public record DeploymentStatus(UUID revisionId, int revisionNumber, String environment, String deployedBy,
		Instant deployedAt, boolean enabled, long feedRevision, List<Gateway> gateways) {

	public DeploymentStatus {
		gateways = List.copyOf(gateways);
	}

	/**
	 * A gateway and the deployment.
	 *
	 * @param nodeId names the gateway
	 * @param host where it can be reached, for people to read
	 * @param live true if it runs the deployment
	 * @param milliseconds from the commit of the change until the gateway ran it; null
	 * where it does not yet, or where that was too long ago to be known
	 * @param problem why the gateway could not apply a later revision, null where all is
	 * well
	 */
	public record Gateway(String nodeId, String host, boolean live, @Nullable Long milliseconds,
			@Nullable String problem) {

	}

	/**
	 * Counts the gateways that run the deployment.
	 * @return 0 to the number of gateways
	 */
	public long liveCount() {
		return this.gateways.stream().filter(Gateway::live).count();
	}

	/**
	 * Tells whether the deployment is in force wherever it should be.
	 * @return true if it is enabled and at least one gateway is alive and all run it
	 */
	public boolean isLive() {
		return this.enabled && !this.gateways.isEmpty() && this.gateways.stream().allMatch(Gateway::live);
	}

	/**
	 * How long the slowest of the gateways took that run the deployment.
	 * @return milliseconds, empty where that is not known
	 */
	public OptionalLong slowestMilliseconds() {
		return this.gateways.stream()
			.map(Gateway::milliseconds)
			.filter(ms -> ms != null)
			.mapToLong(Long::longValue)
			.max();
	}

}
