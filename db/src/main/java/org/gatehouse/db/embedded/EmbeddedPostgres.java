package org.gatehouse.db.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server that this JVM started and will stop. It listens on 127.0.0.1 only,
 * takes passwords only, and has a database {@code gatehouse} owned by an ordinary role of
 * the same name.
 */
public final class EmbeddedPostgres implements AutoCloseable {

	private static final String SUPERUSER = "postgres";

	private static final Duration START_TIME = Duration.ofSeconds(60);

	private static final String STARTING_UP = "57P03";

	private final PostgresCluster cluster;

	private final PostgresCredentials credentials;

	private final FileChannel lock;

	private final Thread hook = new Thread(this::stop, "postgres-stop");

	private EmbeddedPostgres(PostgresCluster cluster, PostgresCredentials credentials, FileChannel lock) {
		this.cluster = cluster;
		this.credentials = credentials;
		this.lock = lock;
	}

	/**
	 * Starts a server: unpacks the programs and makes the cluster where that was not done
	 * before, stops a server that a killed JVM left on the same directory, and returns
	 * once the database can be used.
	 * @param options where and how
	 * @return the running server
	 * @throws EmbeddedPostgresException if it does not start; the message says what to do
	 */
	public static EmbeddedPostgres start(EmbeddedPostgresOptions options) {
		FileChannel lock = lock(options);
		EmbeddedPostgres server = null;
		try {
			PostgresCredentials credentials = PostgresCredentials.of(options.credentials());
			PostgresCluster cluster = PostgresCluster.start(options, credentials);
			server = new EmbeddedPostgres(cluster, credentials, lock);
			server.awaitReady();
			if (options.stopWithJvm()) {
				Runtime.getRuntime().addShutdownHook(server.hook);
			}
			return server;
		}
		catch (IOException ex) {
			abandon(server, lock);
			throw new EmbeddedPostgresException("The embedded PostgreSQL cannot use " + options.directory() + " (" + ex
					+ "): make it writable or choose another directory", ex);
		}
		catch (RuntimeException ex) {
			abandon(server, lock);
			throw ex;
		}
	}

	/**
	 * The address of the platform's database.
	 * @return a JDBC URL without user and password
	 */
	public String url() {
		return url(PlatformRole.NAME);
	}

	/**
	 * The address of a database of this server.
	 * @param database its name
	 * @return a JDBC URL without user and password
	 */
	public String url(String database) {
		return "jdbc:postgresql://127.0.0.1:" + this.cluster.port() + "/" + database;
	}

	/**
	 * The role that the platform connects as.
	 * @return its name
	 */
	public String user() {
		return PlatformRole.NAME;
	}

	/**
	 * The role's password, a secret.
	 * @return the password
	 */
	public String password() {
		return this.credentials.owner();
	}

	/**
	 * The port on 127.0.0.1.
	 * @return 1 to 65535
	 */
	public int port() {
		return this.cluster.port();
	}

	/**
	 * Makes another database that the platform's role owns.
	 * @param name its name
	 * @throws EmbeddedPostgresException if PostgreSQL refuses
	 */
	public void makeDatabase(String name) {
		try (Connection superuser = connect(SUPERUSER, this.credentials.superuser(), SUPERUSER)) {
			PlatformRole.makeDatabase(superuser, name);
		}
		catch (SQLException ex) {
			throw new EmbeddedPostgresException("database: '" + name + "' cannot be made (" + ex.getMessage() + ")",
					ex);
		}
	}

	/** Stops the server, which ends open connections; does nothing the second time. */
	@Override
	public void close() {
		stop();
		try {
			Runtime.getRuntime().removeShutdownHook(this.hook);
		}
		catch (IllegalStateException ex) {
			// The JVM is ending already; the hook finds nothing left to do.
		}
	}

	private void stop() {
		this.cluster.stop();
		release(this.lock);
	}

	private void awaitReady() {
		long deadline = System.nanoTime() + START_TIME.toNanos();
		while (true) {
			this.cluster.checkAlive();
			try (Connection ignored = connect(PlatformRole.NAME, this.credentials.owner(), PlatformRole.NAME)) {
				return;
			}
			catch (SQLException ex) {
				if (System.nanoTime() > deadline) {
					throw new EmbeddedPostgresException("PostgreSQL did not answer within " + START_TIME.toSeconds()
							+ " s (" + ex.getMessage() + "): see " + this.cluster.log(), ex);
				}
				if (answersWithoutDatabase(ex)) {
					setUp();
				}
				else {
					pause();
				}
			}
		}
	}

	/**
	 * The server is up but does not know the role or the database yet: its first start.
	 */
	private static boolean answersWithoutDatabase(SQLException ex) {
		String state = ex.getSQLState();
		return state != null && !state.equals(STARTING_UP) && (state.startsWith("28") || state.startsWith("3D"));
	}

	private void setUp() {
		try (Connection superuser = connect(SUPERUSER, this.credentials.superuser(), SUPERUSER)) {
			PlatformRole.make(superuser, this.credentials.owner());
			PlatformRole.makeDatabase(superuser, PlatformRole.NAME);
		}
		catch (SQLException ex) {
			throw new EmbeddedPostgresException("The embedded PostgreSQL refuses its own password (" + ex.getMessage()
					+ "): restore credentials.properties beside " + this.cluster.log(), ex);
		}
	}

	private Connection connect(String user, String password, String database) throws SQLException {
		Properties properties = new Properties();
		properties.setProperty("user", user);
		properties.setProperty("password", password);
		properties.setProperty("connectTimeout", "5");
		return DriverManager.getConnection(url(database), properties);
	}

	private static void pause() {
		try {
			Thread.sleep(20);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new EmbeddedPostgresException("The start of the embedded PostgreSQL was interrupted", ex);
		}
	}

	private static FileChannel lock(EmbeddedPostgresOptions options) {
		Path file = options.lock();
		try {
			Files.createDirectories(options.directory());
			FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			if (tryLock(channel) != null) {
				return channel;
			}
			channel.close();
		}
		catch (IOException ex) {
			throw new EmbeddedPostgresException("The embedded PostgreSQL cannot write to " + options.directory() + " ("
					+ ex + "): make it writable or choose another directory", ex);
		}
		throw new EmbeddedPostgresException("Another running Gatehouse uses " + options.directory().toAbsolutePath()
				+ ": stop it first, or choose another directory");
	}

	private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock();
		}
		catch (OverlappingFileLockException ex) {
			return null;
		}
	}

	private static void abandon(@Nullable EmbeddedPostgres server, FileChannel lock) {
		if (server != null) {
			server.stop();
		}
		release(lock);
	}

	private static void release(FileChannel lock) {
		try {
			lock.close();
		}
		catch (IOException ex) {
			// The end of the JVM releases it.
		}
	}

}
