package org.gatehouse.publisher.workspace;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.gatehouse.publisher.deployment.DeploymentStatus;
import org.jspecify.annotations.Nullable;

/**
 * What the head of every page of an API says about its deployment.
 *
 * @param kind in a word
 * @param changes true if the working copy differs from what is deployed
 * @param revision the deployed revision's number, 0 where nothing is deployed
 * @param live how many gateways run it
 * @param gateways how many should
 * @param since when it was deployed, null where nothing is
 * @param milliseconds until the slowest gateway had it, null where not known
 * @param problems what gateways could not apply
 */
record DeployState(Kind kind, boolean changes, int revision, long live, int gateways, @Nullable Instant since,
		@Nullable Long milliseconds, List<String> problems) {

	enum Kind {

		/** Nothing is deployed. */
		NONE,
		/** A revision waits for the publication. */
		WAITING,
		/** Not all gateways run it yet, or there is none. */
		DEPLOYING,
		/** All gateways run it. */
		LIVE

	}

	static DeployState of(List<DeploymentStatus> deployments, boolean changes) {
		if (deployments.isEmpty()) {
			return new DeployState(Kind.NONE, changes, 0, 0, 0, null, null, List.of());
		}
		DeploymentStatus status = deployments.getFirst();
		Kind kind = !status.enabled() ? Kind.WAITING : status.isLive() ? Kind.LIVE : Kind.DEPLOYING;
		Long milliseconds = status.slowestMilliseconds().isPresent() ? status.slowestMilliseconds().getAsLong() : null;
		List<String> problems = status.gateways()
			.stream()
			.map(DeploymentStatus.Gateway::problem)
			.filter(Objects::nonNull)
			.map(String::valueOf)
			.toList();
		return new DeployState(kind, changes, status.revisionNumber(), status.liveCount(), status.gateways().size(),
				status.deployedAt(), milliseconds, problems);
	}

}
