package org.gatehouse.db.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The files of a PostgreSQL server and the process that serves them.
 */
final class PostgresCluster {

	private static final Duration STOP_TIME = Duration.ofSeconds(15);

	private static final long LARGE_LOG = 10L << 20;

	private final EmbeddedPostgresOptions options;

	private final int port;

	private final Process process;

	private PostgresCluster(EmbeddedPostgresOptions options, int port, Process process) {
		this.options = options;
		this.port = port;
		this.process = process;
	}

	static PostgresCluster start(EmbeddedPostgresOptions options, PostgresCredentials credentials) throws IOException {
		Path home = PostgresBinaries.unpack(options.binaries());
		Privileges privileges = Privileges.find();
		if (Files.isDirectory(options.cluster())) {
			OrphanedServer.stop(options.cluster());
		}
		else {
			initialize(options, home, privileges, credentials);
		}
		if (Files.exists(options.log()) && Files.size(options.log()) > LARGE_LOG) {
			Files.move(options.log(), options.log().resolveSibling("postgres.log.1"),
					StandardCopyOption.REPLACE_EXISTING);
		}
		int port = (options.port() != 0) ? options.port() : freePort();
		List<String> command = new ArrayList<>(Privileges.bound(privileges.prefix()));
		command.addAll(serverCommand(options, home, port));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(options.log().toFile()));
		return new PostgresCluster(options, port, spawn(builder));
	}

	int port() {
		return this.port;
	}

	Path log() {
		return this.options.log().toAbsolutePath();
	}

	void checkAlive() {
		if (!this.process.isAlive()) {
			throw new EmbeddedPostgresException("PostgreSQL ended with exit code " + this.process.exitValue() + " ("
					+ lastLogLine() + "): see " + log());
		}
	}

	/** Ends the server at once but in order: open connections end, nothing is lost. */
	void stop() {
		if (!this.process.isAlive()) {
			return;
		}
		try {
			OrphanedServer.signal("INT", this.process.pid());
			if (!this.process.waitFor(STOP_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (IOException ex) {
			this.process.destroy();
		}
		catch (InterruptedException ex) {
			this.process.destroy();
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * In a directory that gets its name when it is complete: a killed start leaves none.
	 */
	private static void initialize(EmbeddedPostgresOptions options, Path home, Privileges privileges,
			PostgresCredentials credentials) throws IOException {
		Path partial = options.directory().resolve("cluster.new").toAbsolutePath();
		Path passwordFile = options.directory().resolve("password.new").toAbsolutePath();
		PostgresBinaries.delete(partial);
		Files.createDirectories(partial);
		try {
			Files.deleteIfExists(passwordFile);
			PosixFiles.createPrivate(passwordFile);
			Files.writeString(passwordFile, credentials.superuser());
			privileges.own(partial);
			privileges.own(passwordFile);
			List<String> command = new ArrayList<>(privileges.prefix());
			command.addAll(List.of(home.resolve("bin/initdb").toString(), "-D", partial.toString(), "-U", "postgres",
					"-A", "scram-sha-256", "--pwfile=" + passwordFile, "-E", "UTF-8", "--locale=C",
					"--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
			if (!options.durable()) {
				command.add("--no-sync");
			}
			run(command, options.log());
		}
		finally {
			Files.deleteIfExists(passwordFile);
		}
		Files.move(partial, options.cluster(), StandardCopyOption.ATOMIC_MOVE);
	}

	private static List<String> serverCommand(EmbeddedPostgresOptions options, Path home, int port) {
		List<String> command = new ArrayList<>(List.of(home.resolve("bin/postgres").toString(), "-D",
				options.cluster().toAbsolutePath().toString(), "-p", Integer.toString(port)));
		for (String setting : List.of("listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=100",
				"shared_buffers=128MB", "huge_pages=off", "jit=off", "timezone=UTC", "log_timezone=UTC")) {
			command.addAll(List.of("-c", setting));
		}
		if (!options.durable()) {
			for (String setting : List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off")) {
				command.addAll(List.of("-c", setting));
			}
		}
		return command;
	}

	/**
	 * Starts the server from a thread that lives as long as it: the kernel ends the
	 * server when the thread ends that started it, not only when the JVM does.
	 */
	private static Process spawn(ProcessBuilder builder) throws IOException {
		CompletableFuture<Process> started = new CompletableFuture<>();
		Thread.ofPlatform().daemon().name("postgres-parent").start(() -> {
			try {
				Process process = builder.start();
				started.complete(process);
				process.waitFor();
			}
			catch (IOException | InterruptedException ex) {
				started.completeExceptionally(ex);
			}
		});
		try {
			return started.join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof IOException cause) ? cause : new IOException(ex.getCause());
		}
	}

	private static void run(List<String> command, Path log) throws IOException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		try {
			if (process.waitFor() == 0) {
				return;
			}
		}
		catch (InterruptedException ex) {
			process.destroyForcibly();
			Thread.currentThread().interrupt();
			throw new EmbeddedPostgresException("The start of the embedded PostgreSQL was interrupted", ex);
		}
		Files.writeString(log, output);
		String reason = output.lines()
			.filter((line) -> line.contains("error") || line.contains("FATAL"))
			.findFirst()
			.orElse("exit code " + process.exitValue());
		throw new EmbeddedPostgresException(
				"PostgreSQL cannot make its data directory (" + reason + "): see " + log.toAbsolutePath());
	}

	private String lastLogLine() {
		try {
			List<String> lines = Files.readAllLines(this.options.log());
			return lines.reversed()
				.stream()
				.filter((line) -> line.contains("FATAL") || line.contains("could not"))
				.findFirst()
				.orElse(lines.isEmpty() ? "no message" : lines.getLast());
		}
		catch (IOException ex) {
			return "no message";
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
			return socket.getLocalPort();
		}
	}

}
