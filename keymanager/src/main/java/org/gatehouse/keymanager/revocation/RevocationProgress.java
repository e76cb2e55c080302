package org.gatehouse.keymanager.revocation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.gatehouse.db.feed.FeedEntries;
import org.gatehouse.db.node.GatewayNode;
import org.gatehouse.db.node.GatewayNodes;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Compares when a revocation was committed with what the gateways reported.
 */
@Component
public class RevocationProgress {

	private static final Duration PATIENCE = Duration.ofMillis(1500);

	private static final long PAUSE_MILLIS = 20;

	private final FeedEntries feed;

	private final GatewayNodes nodes;

	RevocationProgress(FeedEntries feed, GatewayNodes nodes) {
		this.feed = feed;
		this.nodes = nodes;
	}

	/**
	 * How far a revocation got.
	 *
	 * @param gateways how many gateways there are
	 * @param reached how many of them refuse the tokens
	 * @param milliseconds how long the slowest of these took from the commit on, null
	 * where none has
	 */
	public record Reach(int gateways, int reached, @Nullable Long milliseconds) {

	}

	/**
	 * Looks, and waits a moment for gateways that are not there yet.
	 * @param key the key of the revocation's last entry in the change feed
	 * @return how far it got, empty where there is no such entry
	 */
	public Optional<Reach> of(String key) {
		Optional<FeedEntries.Position> position = this.feed.find(key);
		if (position.isEmpty()) {
			return Optional.empty();
		}
		long end = System.nanoTime() + PATIENCE.toNanos();
		Reach reach = reach(position.get());
		while (reach.reached() < reach.gateways() && System.nanoTime() < end) {
			try {
				Thread.sleep(PAUSE_MILLIS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return Optional.of(reach);
			}
			reach = reach(position.get());
		}
		return Optional.of(reach);
	}

	private Reach reach(FeedEntries.Position position) {
		List<GatewayNode> alive = this.nodes.alive();
		int reached = 0;
		Long slowest = null;
		for (GatewayNode node : alive) {
			if (node.revision() < position.revision()) {
				continue;
			}
			reached++;
			Instant applied = this.nodes.firstRunning(node.nodeId(), position.revision()).orElse(null);
			if (applied != null) {
				// A gateway on another machine may have a clock that is a little behind.
				long took = Math.max(0, Duration.between(position.changedAt(), applied).toMillis());
				slowest = (slowest == null) ? took : Math.max(slowest, took);
			}
		}
		return new Reach(alive.size(), reached, slowest);
	}

}
