package org.gatehouse.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.gatewaycore.Gateway;
import org.gatehouse.gatewaycore.GatewayConfiguration;

/**
 * What a {@link Crowd} weighs on the heap, and how long a change takes beside it: from
 * the moment that the feed has it to the moment that calls are judged by it.
 */
final class Weight {

	private static final int CHANGES = 2000;

	private Weight() {
	}

	/**
	 * Prints a row of a table.
	 * @param arguments numbers of APIs, subscriptions and revoked tokens
	 * @throws IOException if no port is free
	 */
	public static void main(String[] arguments) throws IOException {
		Crowd crowd = new Crowd(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]),
				Integer.parseInt(arguments[2]));
		SnapshotEntry[] tiers = Arrays.stream(TierLevel.values())
			.map((level) -> new SnapshotEntry.Tier("carbon.super", level, "Plenty",
					new Quota.Requests(1_000_000, Duration.ofMinutes(1)), true))
			.toArray(SnapshotEntry[]::new);
		CrowdFeed feed = new CrowdFeed(List.of(tiers), crowd);
		long before = heap();
		long start = System.nanoTime();
		GatewayConfiguration configuration = GatewayConfiguration.of(
				new GatewayConfiguration.Node("bench", "Default", "localhost"),
				new GatewayConfiguration.Listeners(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null,
						null),
				Fixture.ISSUER, URI.create("http://127.0.0.1:9"));
		try (Gateway gateway = Gateway.start(configuration, feed,
				(_) -> CompletableFuture.completedFuture(Optional.empty()),
				(_) -> CompletableFuture.completedFuture(Optional.empty()), (_) -> {
				}, Clock.systemUTC())) {
			await(gateway, tiers.length + crowd.size());
			double seconds = (System.nanoTime() - start) / 1e9;
			long bytes = heap() - before;
			long[] revocations = changes(gateway, feed, (i) -> Crowd.revocation(crowd.revocations() + i));
			long[] subscriptions = changes(gateway, feed, (i) -> crowd.subscription(crowd.subscriptions() + i));
			System.out.printf(Locale.ROOT, "| %,d | %,d | %,d | %.1f s | %.0f MB | %.0f / %.0f | %.0f / %.0f |%n",
					crowd.apis(), crowd.subscriptions(), crowd.revocations(), seconds, bytes / 1e6,
					revocations[CHANGES / 2] / 1e3, revocations[CHANGES * 99 / 100] / 1e3,
					subscriptions[CHANGES / 2] / 1e3, subscriptions[CHANGES * 99 / 100] / 1e3);
		}
	}

	private interface Entries {

		SnapshotEntry entry(int number);

	}

	private static long[] changes(Gateway gateway, CrowdFeed feed, Entries entries) {
		long[] nanos = new long[CHANGES];
		for (int i = 0; i < CHANGES; i++) {
			SnapshotEntry entry = entries.entry(i);
			long start = System.nanoTime();
			await(gateway, feed.add(entry));
			nanos[i] = System.nanoTime() - start;
		}
		Arrays.sort(nanos);
		return nanos;
	}

	private static void await(Gateway gateway, long revision) {
		while (gateway.revision() < revision) {
			Thread.onSpinWait();
		}
	}

	private static long heap() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
