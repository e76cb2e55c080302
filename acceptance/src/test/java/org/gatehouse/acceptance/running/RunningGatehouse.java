package org.gatehouse.acceptance.running;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

import org.awaitility.Awaitility;

/**
 * The real server in a process of its own, on free ports, with a data directory and a
 * PostgreSQL that go with it.
 */
public final class RunningGatehouse implements AutoCloseable {

	/** The administrator's password, as on a loopback address. */
	public static final String ADMIN_PASSWORD = "admin";

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final int[] PORTS = { 9443, 9164, 8280, 8243 };

	private final Process process;

	private final Path data;

	private final int offset;

	private RunningGatehouse(Process process, Path data, int offset) {
		this.process = process;
		this.data = data;
		this.offset = offset;
	}

	/**
	 * The server that the tests of this JVM share; without the sample, and believing what
	 * callers of its gateway say of their addresses.
	 * @return a server that is ready
	 */
	public static RunningGatehouse shared() {
		return Shared.SERVER;
	}

	/**
	 * Starts a server on a new data directory.
	 * @param settings environment variables such as {@code GATEHOUSE_TIERS}
	 * @param arguments further arguments, such as {@code --no-sample}
	 * @return a server that is ready
	 */
	public static RunningGatehouse start(Map<String, String> settings, String... arguments) {
		try {
			return start(Files.createTempDirectory("gatehouse-acceptance"), settings, arguments);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Starts a server on a data directory that may have been used before.
	 * @param data the directory; it is not deleted
	 * @param settings environment variables
	 * @param arguments further arguments
	 * @return a server that is ready
	 */
	public static RunningGatehouse start(Path data, Map<String, String> settings, String... arguments) {
		int offset = freeOffset();
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
				"-XX:+UseSerialGC", "-Xshare:auto", "-Xmx1g", "--enable-native-access=ALL-UNNAMED",
				"--sun-misc-unsafe-memory-access=allow", "-cp", classPath(), "org.gatehouse.server.GatehouseServer",
				"--data", data.toString(), "--port-offset", Integer.toString(offset)));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(data.resolve("acceptance-console.txt").toFile());
		Map<String, String> environment = builder.environment();
		environment.keySet().removeIf((name) -> name.startsWith("GATEHOUSE_"));
		URI control = URI.create("https://localhost:" + (9443 + offset));
		environment.put("GATEHOUSE_PUBLIC_URL", control.toString());
		environment.put("GATEHOUSE_INTERNAL_URL", control.toString());
		environment.put("GATEHOUSE_GATEWAY_URL", "https://localhost:" + (8243 + offset));
		environment.putAll(settings);
		try {
			RunningGatehouse server = new RunningGatehouse(builder.start(), data, offset);
			Runtime.getRuntime().addShutdownHook(new Thread(server::close, "gatehouse-stop"));
			server.awaitReady();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The control plane.
	 * @return its base URL
	 */
	public URI control() {
		return URI.create("https://localhost:" + (9443 + this.offset));
	}

	/**
	 * The gateway, over TLS.
	 * @return its base URL
	 */
	public URI gateway() {
		return URI.create("https://localhost:" + (8243 + this.offset));
	}

	/**
	 * The gateway, without TLS.
	 * @return its base URL
	 */
	public URI plainGateway() {
		return URI.create("http://localhost:" + (8280 + this.offset));
	}

	/**
	 * The management API.
	 * @return its base URL
	 */
	public URI management() {
		return URI.create("https://localhost:" + (9164 + this.offset));
	}

	/**
	 * The data directory.
	 * @return an absolute path
	 */
	public Path data() {
		return this.data;
	}

	/**
	 * The certificate that vouches for the server.
	 * @return a PEM file
	 */
	public Path certificate() {
		return this.data.resolve("tls").resolve("gatehouse.crt");
	}

	/**
	 * What clients of the server trust that come from elsewhere.
	 * @return TLS that trusts this server's certificate and no other
	 */
	public SSLContext trust() {
		return HttpCaller.trust(certificate());
	}

	/**
	 * Someone who calls without having signed in.
	 * @return a client of the control plane
	 */
	public HttpCaller anyone() {
		return new HttpCaller(control(), certificate(), Map.of());
	}

	/**
	 * Ends the server as a person does, and waits until it has ended.
	 */
	@Override
	public void close() {
		this.process.destroy();
		await(this.process, 30);
		this.process.destroyForcibly();
	}

	/** Ends the server as a power cut does. */
	public void kill() {
		this.process.destroyForcibly();
		await(this.process, 30);
	}

	private void awaitReady() {
		Awaitility.await()
			.atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(200))
			.until(() -> !this.process.isAlive()
					|| (Files.exists(certificate()) && ready(control()) && ready(plainGateway())));
		assertAlive();
	}

	private void assertAlive() {
		if (!this.process.isAlive()) {
			throw new AssertionError("the server ended:\n" + console());
		}
	}

	private boolean ready(URI base) {
		return new HttpCaller(base, certificate(), Map.of()).get("/readyz").status() == 200;
	}

	private String console() {
		try {
			return Files.readString(this.data.resolve("acceptance-console.txt"));
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	private static void await(Process process, int seconds) {
		try {
			process.waitFor(seconds, TimeUnit.SECONDS);
		}
		catch (InterruptedException _) {
			Thread.currentThread().interrupt();
		}
	}

	/** What the product itself needs: the modules and their libraries. */
	private static String classPath() {
		String all = System.getProperty("java.class.path");
		return String.join(File.pathSeparator,
				Stream.of(all.split(File.pathSeparator))
					.filter((entry) -> !entry.contains("test-classes") && !entry.contains("checkstyle")
							&& !entry.contains("error_prone_core"))
					.toList());
	}

	private static int freeOffset() {
		return IntStream.range(0, 100)
			.map((_) -> ThreadLocalRandom.current().nextInt(8000, 9000))
			.filter((offset) -> IntStream.of(PORTS).allMatch((port) -> free(port + offset)))
			.findFirst()
			.orElseThrow();
	}

	private static boolean free(int port) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			return true;
		}
		catch (IOException _) {
			return false;
		}
	}

	/** Started when it is first asked for. */
	private static final class Shared {

		private static final RunningGatehouse SERVER = start(
				Map.of("GATEHOUSE_GATEWAY_TRUSTED_PROXIES", "127.0.0.1,::1"), "--no-sample");

		private Shared() {
		}

	}

}
