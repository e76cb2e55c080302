package org.gatehouse.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.nimbusds.jose.jwk.JWK;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.ChangeBatch;
import org.gatehouse.common.snapshot.ChangeFeed;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.gatewaycore.Gateway;
import org.gatehouse.gatewaycore.GatewayConfiguration;

/**
 * Starts a gateway without a control plane, on the {@link World} of a {@link Fixture}.
 */
final class GatewayAlone {

	private GatewayAlone() {
	}

	/**
	 * Runs until the process ends.
	 * @param arguments the fixture's folder, the port, the backend's URL
	 * @throws IOException if the fixture cannot be read or the port is taken
	 * @throws ParseException if the fixture's key is none
	 * @throws InterruptedException never
	 */
	public static void main(String[] arguments) throws IOException, ParseException, InterruptedException {
		JWK key = JWK.parse(Files.readString(Path.of(arguments[0]).resolve(Fixture.KEY_FILE)));
		World world = new World(URI.create(arguments[2]));
		FixedFeed feed = new FixedFeed(world.entries(key.getKeyID(), key.toJSONObject()));
		int port = Integer.parseInt(arguments[1]);
		GatewayConfiguration configuration = GatewayConfiguration.of(
				new GatewayConfiguration.Node("bench", "Default", "localhost"),
				new GatewayConfiguration.Listeners(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port),
						null, null),
				Fixture.ISSUER, URI.create("http://127.0.0.1:9"));
		try (Gateway _ = Gateway.start(configuration, feed, (_) -> CompletableFuture.completedFuture(Optional.empty()),
				(_) -> {
				}, Clock.systemUTC())) {
			new CountDownLatch(1).await();
		}
	}

	/** A feed to which nothing is ever added. */
	private record FixedFeed(List<SnapshotEntry> entries) implements ChangeFeed {

		@Override
		public ChangeBatch changesSince(long since, Duration wait) throws InterruptedException {
			long revision = this.entries.size();
			if (since == revision) {
				new CountDownLatch(1).await(wait.toMillis(), TimeUnit.MILLISECONDS);
				return new ChangeBatch(SnapshotEntry.SCHEMA_VERSION, since, revision, List.of());
			}
			TenantId tenant = new TenantId(new UUID(0, 1));
			return new ChangeBatch(SnapshotEntry.SCHEMA_VERSION, since, revision,
					IntStream.range(0, this.entries.size())
						.mapToObj((i) -> new Change(i + 1, tenant, this.entries.get(i).key(), this.entries.get(i)))
						.toList());
		}

	}

}
