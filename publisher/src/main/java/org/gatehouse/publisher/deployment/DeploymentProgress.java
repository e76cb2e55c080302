package org.gatehouse.publisher.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.gatehouse.db.api.ApiDeployment;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.db.feed.FeedEntries;
import org.gatehouse.db.node.GatewayNode;
import org.gatehouse.db.node.GatewayNodes;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Compares what was committed with what the gateways reported.
 */
@Component
class DeploymentProgress {

	private final FeedEntries feed;

	private final GatewayNodes nodes;

	DeploymentProgress(FeedEntries feed, GatewayNodes nodes) {
		this.feed = feed;
		this.nodes = nodes;
	}

	DeploymentStatus status(ApiVersion version, ApiDeployment deployment) {
		FeedEntries.Position position = this.feed.find(GatewayEntries.key(version.apiId())).orElse(null);
		boolean enabled = version.state().isDeployable() && position != null && !position.gone();
		List<DeploymentStatus.Gateway> gateways = this.nodes.alive(deployment.environment())
			.stream()
			.map(node -> gateway(node, enabled ? position : null))
			.toList();
		return new DeploymentStatus(deployment.revision().getId(), deployment.revision().number(),
				deployment.environment(), deployment.deployedBy(), deployment.deployedAt(), enabled,
				(enabled && position != null) ? position.revision() : 0, gateways);
	}

	private DeploymentStatus.Gateway gateway(GatewayNode node, FeedEntries.@Nullable Position position) {
		boolean live = false;
		Long milliseconds = null;
		if (position != null && node.revision() >= position.revision()) {
			live = true;
			Instant applied = this.nodes.firstRunning(node.nodeId(), position.revision()).orElse(null);
			// A gateway on another machine may have a clock that is a little behind.
			milliseconds = (applied != null) ? Math.max(0, Duration.between(position.changedAt(), applied).toMillis())
					: null;
		}
		return new DeploymentStatus.Gateway(node.nodeId(), node.host(), live, milliseconds, node.problem());
	}

}
