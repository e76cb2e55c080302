package org.gatehouse.db.embedded;

import java.nio.file.Path;

/**
 * Where and how an {@link EmbeddedPostgres} runs.
 *
 * @param directory its own directory: the cluster, its credentials and its log
 * @param binaries where the programs are unpacked to, once; any number of servers may
 * share it
 * @param port the TCP port on 127.0.0.1; 0 takes a free one
 * @param durable false gives up the data's safety in a crash for speed, as tests do
 * @param stopWithJvm true stops the server in a shutdown hook of this JVM; false where
 * the caller orders the shutdown
 */
public record EmbeddedPostgresOptions(Path directory, Path binaries, int port, boolean durable, boolean stopWithJvm) {

	public EmbeddedPostgresOptions {
		if (port < 0 || port > 65535) {
			throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
		}
	}

	/**
	 * A server whose data is kept.
	 * @param directory its own directory; the programs are unpacked there too
	 * @return options with a free port, to be stopped by the caller
	 */
	public static EmbeddedPostgresOptions kept(Path directory) {
		return new EmbeddedPostgresOptions(directory, directory.resolve("bin"), 0, true, false);
	}

	/**
	 * A server whose data nobody will miss.
	 * @param directory its own directory
	 * @param binaries where the programs are shared
	 * @return options with a free port, stopped with the JVM
	 */
	public static EmbeddedPostgresOptions disposable(Path directory, Path binaries) {
		return new EmbeddedPostgresOptions(directory, binaries, 0, false, true);
	}

	/**
	 * Fixes the port.
	 * @param newPort the TCP port on 127.0.0.1; 0 takes a free one
	 * @return these options with it
	 */
	public EmbeddedPostgresOptions withPort(int newPort) {
		return new EmbeddedPostgresOptions(this.directory, this.binaries, newPort, this.durable, this.stopWithJvm);
	}

	Path cluster() {
		return this.directory.resolve("cluster");
	}

	Path log() {
		return this.directory.resolve("postgres.log");
	}

	Path credentials() {
		return this.directory.resolve("credentials.properties");
	}

	Path lock() {
		return this.directory.resolve("lock");
	}

}
