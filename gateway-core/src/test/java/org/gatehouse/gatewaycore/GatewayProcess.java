package org.gatehouse.gatewaycore;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import org.gatehouse.common.snapshot.ChangeBatch;
import org.gatehouse.gatewaycore.counters.CounterSettings;
import org.gatehouse.gatewaycore.snapshot.SnapshotJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway in a process of its own, with what a file says.
 */
final class GatewayProcess implements AutoCloseable {

	private final Process process;

	private final CompletableFuture<Integer> port = new CompletableFuture<>();

	/**
	 * Starts a gateway; does not wait for it.
	 * @param state a batch of changes, as the control plane sends them
	 * @param counters where it counts
	 * @param mode how exactly
	 */
	GatewayProcess(Path state, URI counters, CounterSettings.Mode mode) {
		List<String> command = List.of(ProcessHandle.current().info().command().orElse("java"), "-XX:+UseSerialGC",
				"-XX:TieredStopAtLevel=1", "-Xmx128m", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				GatewayProcess.class.getName(), state.toString(), counters.toString(), mode.name());
		try {
			this.process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Runtime.getRuntime().addShutdownHook(new Thread(this.process::destroyForcibly));
		Thread.ofVirtual().start(this::read);
	}

	private void read() {
		try (BufferedReader out = this.process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = out.readLine(); line != null; line = out.readLine()) {
				if (line.startsWith("port ")) {
					this.port.complete(Integer.valueOf(line.substring(5)));
				}
			}
		}
		catch (IOException ex) {
			this.port.completeExceptionally(ex);
		}
		this.port.completeExceptionally(new IllegalStateException("the gateway has ended"));
	}

	int port() {
		return this.port.orTimeout(60, TimeUnit.SECONDS).join();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

	/**
	 * Runs until nobody holds its standard input any more.
	 */
	public static void main(String[] arguments) throws IOException {
		((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
		ChangeBatch state = SnapshotJson.MAPPER.readValue(Path.of(arguments[0]).toFile(), ChangeBatch.class);
		MemoryFeed feed = new MemoryFeed();
		state.changes()
			.forEach(
					(change) -> feed.putOf(change.tenantId(), Objects.requireNonNull(change.entry(), "a whole state")));
		GatewayConfiguration configuration = GatewayConfiguration
			.of(new GatewayConfiguration.Node("node-" + ProcessHandle.current().pid(), "Default", "localhost"),
					new GatewayConfiguration.Listeners(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null,
							null),
					TestTokens.ISSUER, URI.create("http://127.0.0.1:9"))
			.withAccessLog(false)
			.withTrustedProxies(Set.of("127.0.0.0/8"))
			.withCounters(CounterSettings.of(URI.create(arguments[1]), CounterSettings.Mode.valueOf(arguments[2]))
				.withTimeout(Duration.ofSeconds(10)));
		try (Gateway gateway = Gateway.start(configuration, feed,
				(_) -> CompletableFuture.completedFuture(Optional.empty()),
				(_) -> CompletableFuture.completedFuture(Optional.empty()), (_) -> {
				}, Clock.systemUTC())) {
			Waiting.until(gateway::isReady);
			System.out.println("port " + gateway.httpPort());
			while (System.in.read() >= 0) {
				Thread.onSpinWait();
			}
		}
	}

}
