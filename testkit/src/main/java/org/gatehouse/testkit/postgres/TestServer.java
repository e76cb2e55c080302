package org.gatehouse.testkit.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;

import org.gatehouse.db.embedded.EmbeddedPostgres;
import org.gatehouse.db.embedded.EmbeddedPostgresOptions;
import org.gatehouse.db.embedded.PlatformRole;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The PostgreSQL server of this JVM's tests.
 */
sealed interface TestServer {

	/**
	 * The server, started by the first who asks.
	 * @return a running server
	 */
	static TestServer shared() {
		return Shared.SERVER;
	}

	String url(String database);

	String user();

	String password();

	void makeDatabase(String name);

	/** The embedded one, in a directory that goes with the JVM. */
	record Embedded(EmbeddedPostgres server) implements TestServer {

		static Embedded start() {
			try {
				Path directory = Files.createTempDirectory("gatehouse-test-postgres");
				EmbeddedPostgres server = EmbeddedPostgres
					.start(new EmbeddedPostgresOptions(directory, binaries(), 0, false, false));
				Runtime.getRuntime().addShutdownHook(new Thread(() -> {
					server.close();
					delete(directory);
				}, "test-postgres-stop"));
				return new Embedded(server);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		/** Shared by all JVMs of this user, for unpacking takes seconds. */
		private static Path binaries() {
			return Path.of(System.getProperty("java.io.tmpdir"),
					"gatehouse-postgres-" + System.getProperty("user.name"));
		}

		private static void delete(Path directory) {
			try (Stream<Path> files = Files.walk(directory)) {
				for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
					Files.deleteIfExists(file);
				}
			}
			catch (IOException | UncheckedIOException ex) {
				// What is left lies in the temporary directory.
			}
		}

		@Override
		public String url(String database) {
			return this.server.url(database);
		}

		@Override
		public String user() {
			return this.server.user();
		}

		@Override
		public String password() {
			return this.server.password();
		}

		@Override
		public void makeDatabase(String name) {
			this.server.makeDatabase(name);
		}

	}

	/** A container's, with the same role as the embedded one has. */
	record Container(PostgreSQLContainer container) implements TestServer {

		static Container start() {
			PostgreSQLContainer container = new PostgreSQLContainer("postgres:18-alpine");
			container.start();
			Container server = new Container(container);
			try (Connection superuser = server.connect()) {
				PlatformRole.make(superuser, server.password());
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
			return server;
		}

		private Connection connect() throws SQLException {
			return DriverManager.getConnection(this.container.getJdbcUrl(), this.container.getUsername(),
					this.container.getPassword());
		}

		@Override
		public String url(String database) {
			return "jdbc:postgresql://" + this.container.getHost() + ":" + this.container.getMappedPort(5432) + "/"
					+ database;
		}

		@Override
		public String user() {
			return PlatformRole.NAME;
		}

		@Override
		public String password() {
			return "gatehouse-test";
		}

		@Override
		public void makeDatabase(String name) {
			try (Connection superuser = connect()) {
				PlatformRole.makeDatabase(superuser, name);
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	/** Starts the server when it is first asked for. */
	final class Shared {

		private static final TestServer SERVER = start();

		private Shared() {
		}

		private static TestServer start() {
			return (mayHaveContainers() && DockerClientFactory.instance().isDockerAvailable()) ? Container.start()
					: Embedded.start();
		}

		/**
		 * Asked first, for Testcontainers takes a second and a loud error to find none.
		 */
		private static boolean mayHaveContainers() {
			String home = System.getProperty("user.home", "");
			return System.getenv("DOCKER_HOST") != null || Stream
				.of("/var/run/docker.sock", home + "/.docker/run/docker.sock", home + "/.testcontainers.properties",
						System.getenv("XDG_RUNTIME_DIR") + "/docker.sock")
				.anyMatch((place) -> Files.exists(Path.of(place)));
		}

	}

}
