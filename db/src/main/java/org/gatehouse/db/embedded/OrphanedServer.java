package org.gatehouse.db.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server that a killed JVM left behind. PostgreSQL notes its process in
 * {@code postmaster.pid}; the note is believed only where that process is PostgreSQL on
 * this very directory, for process numbers are used again.
 */
final class OrphanedServer {

	private OrphanedServer() {
	}

	/**
	 * Stops the server that runs on a cluster's files, if one does.
	 * @param cluster the cluster's directory; the caller holds its lock
	 * @throws IOException if the note cannot be read or removed
	 */
	static void stop(Path cluster) throws IOException {
		Path note = cluster.resolve("postmaster.pid");
		if (!Files.exists(note)) {
			return;
		}
		Optional<ProcessHandle> server = pid(note).flatMap(ProcessHandle::of)
			.filter((process) -> serves(process, cluster));
		if (server.isEmpty()) {
			// A server that finds another process under the noted number would not start.
			Files.deleteIfExists(note);
			return;
		}
		for (String signal : List.of("INT", "QUIT", "KILL")) {
			signal(signal, server.get().pid());
			if (ended(server.get())) {
				return;
			}
		}
		throw new EmbeddedPostgresException(
				"A PostgreSQL of an earlier start (process " + server.get().pid() + ") does not stop: kill it by hand");
	}

	static void signal(String name, long pid) throws IOException {
		try {
			new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static Optional<Long> pid(Path note) throws IOException {
		List<String> lines = Files.readAllLines(note);
		try {
			return lines.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(lines.getFirst().trim()));
		}
		catch (NumberFormatException ex) {
			return Optional.empty();
		}
	}

	private static boolean serves(ProcessHandle process, Path cluster) {
		String commandLine = commandLine(process);
		return commandLine.contains("postgres") && commandLine.contains(cluster.toAbsolutePath().toString());
	}

	/**
	 * From /proc where there is one: it shows the arguments of other users' processes
	 * too.
	 */
	private static String commandLine(ProcessHandle process) {
		try {
			return new String(Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline")),
					StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			return process.info().commandLine().orElse("");
		}
	}

	private static boolean ended(ProcessHandle process) {
		try {
			process.onExit().get(10, TimeUnit.SECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			return false;
		}
		catch (ExecutionException ex) {
			return !process.isAlive();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return !process.isAlive();
		}
	}

}
