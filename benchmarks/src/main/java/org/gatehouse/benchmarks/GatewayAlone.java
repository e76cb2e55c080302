package org.gatehouse.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

import com.nimbusds.jose.jwk.JWK;
import org.gatehouse.common.application.ConsumerKey;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.snapshot.TokenState;
import org.gatehouse.gatewaycore.Gateway;
import org.gatehouse.gatewaycore.GatewayConfiguration;
import org.gatehouse.gatewaycore.Transport;
import org.gatehouse.gatewaycore.counters.CounterSettings;
import org.gatehouse.gatewaycore.token.TokenHash;

/**
 * Starts a gateway without a control plane, on the {@link World} of a {@link Fixture}.
 * The property {@code benchmarks.counters} names where it counts together with others, an
 * address and a mode with a blank between them, {@code benchmarks.transport} another
 * transport. A line on its standard input gives it one more signing key, after which it
 * has to verify every JWT anew.
 */
final class GatewayAlone {

	private GatewayAlone() {
	}

	/**
	 * Runs until the process ends.
	 * @param arguments the fixture's folder, the port, the backend's URL, and how many
	 * APIs and subscriptions are there besides
	 * @throws IOException if the fixture cannot be read or the port is taken
	 * @throws ParseException if the fixture's key is none
	 * @throws InterruptedException never
	 */
	public static void main(String[] arguments) throws IOException, ParseException, InterruptedException {
		Path fixture = Path.of(arguments[0]);
		JWK key = JWK.parse(Files.readString(fixture.resolve(Fixture.KEY_FILE)));
		World world = new World(URI.create(arguments[2]));
		Crowd crowd = (arguments.length > 4)
				? new Crowd(Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]), 0) : new Crowd(0, 0, 0);
		CrowdFeed feed = new CrowdFeed(world.entries(key.getKeyID(), key.toJSONObject()), crowd);
		int port = Integer.parseInt(arguments[1]);
		GatewayConfiguration configuration = GatewayConfiguration
			.of(new GatewayConfiguration.Node("bench", "Default", "localhost"),
					new GatewayConfiguration.Listeners(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port),
							null, null),
					Fixture.ISSUER, URI.create("http://127.0.0.1:9"))
			.withTransport(Transport.valueOf(System.getProperty("benchmarks.transport", "AUTO")));
		String counters = System.getProperty("benchmarks.counters");
		if (counters != null) {
			String[] parts = counters.split(" ", 2);
			configuration = configuration
				.withCounters(CounterSettings.of(URI.create(parts[0]), CounterSettings.Mode.valueOf(parts[1])));
		}
		Map<String, TokenState> opaque = opaque(fixture.resolve(Fixture.OPAQUE_FILE));
		try (Gateway _ = Gateway.start(configuration, feed,
				(hash) -> CompletableFuture.completedFuture(Optional.ofNullable(opaque.get(hash))),
				(_) -> CompletableFuture.completedFuture(Optional.empty()), (_) -> {
				}, Clock.systemUTC())) {
			BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
			for (int number = 0; in.readLine() != null; number++) {
				feed.add(new SnapshotEntry.SigningKey("another-" + number, key.toJSONObject()));
			}
			new CountDownLatch(1).await();
		}
	}

	/** What opaque tokens stand for, by their hashes. */
	private static Map<String, TokenState> opaque(Path file) throws IOException {
		Instant now = Instant.now();
		Map<String, TokenState> states = new HashMap<>();
		for (String line : Files.readAllLines(file)) {
			String[] words = line.split(" ");
			states.put(TokenHash.of(words[0], 0).toHex(),
					new TokenState(new ConsumerKey(words[1]), "user",
							Arrays.stream(words).filter((word) -> word.endsWith(":read")).collect(Collectors.toSet()),
							now, now.plus(Duration.ofDays(7))));
		}
		return states;
	}

}
