package org.gatehouse.db.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EmbeddedPostgresIT {

	private static final Path BINARIES = Path.of(System.getProperty("java.io.tmpdir"), "gatehouse-postgres");

	@TempDir
	Path directory;

	@Test
	void keepsItsDataOverARestart() throws SQLException {
		try (EmbeddedPostgres server = EmbeddedPostgres.start(options())) {
			execute(server, "create table kept (word text)");
			execute(server, "insert into kept values ('still here')");
		}
		try (EmbeddedPostgres server = EmbeddedPostgres.start(options())) {
			assertThat(query(server, "select word from kept")).isEqualTo("still here");
		}
	}

	@Test
	void itsRoleIsBoundByRowLevelSecurityAndMakesTrustedExtensions() throws SQLException {
		try (EmbeddedPostgres server = EmbeddedPostgres.start(options())) {
			assertThat(query(server, "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"))
				.isEqualTo("f");
			execute(server, "create extension pg_trgm");
		}
	}

	@Test
	void aServerOfAKilledJvmIsStoppedAtTheNextStart() throws Exception {
		ProcessBuilder builder = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				Starter.class.getName(), this.directory.toString());
		builder.redirectError(ProcessBuilder.Redirect.INHERIT);
		Process jvm = builder.start();
		assertThat(jvm.inputReader().readLine()).isEqualTo("started");
		jvm.destroyForcibly().waitFor();
		try (EmbeddedPostgres server = EmbeddedPostgres.start(options())) {
			assertThat(query(server, "select word from kept")).isEqualTo("committed");
		}
	}

	@Test
	void aNoteOfAnotherProcessUnderTheSameNumberDoesNotStopTheStart() throws Exception {
		EmbeddedPostgres.start(options()).close();
		Files.writeString(options().cluster().resolve("postmaster.pid"),
				ProcessHandle.current().pid() + "\n/elsewhere\n");
		try (EmbeddedPostgres server = EmbeddedPostgres.start(options())) {
			assertThat(query(server, "select 1")).isEqualTo("1");
		}
	}

	@Test
	void aStartThatWasKilledHalfWayIsDoneAgain() throws Exception {
		Files.createDirectories(this.directory.resolve("cluster.new/base"));
		try (EmbeddedPostgres server = EmbeddedPostgres.start(options())) {
			assertThat(query(server, "select 1")).isEqualTo("1");
		}
	}

	@Test
	void aDirectoryInUseIsRefusedInOneLine() {
		try (EmbeddedPostgres server = EmbeddedPostgres.start(options())) {
			assertThatExceptionOfType(EmbeddedPostgresException.class)
				.isThrownBy(() -> EmbeddedPostgres.start(options()))
				.withMessageStartingWith("Another running Gatehouse uses " + this.directory)
				.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("\n"));
			assertThat(server.port()).isPositive();
		}
	}

	@Test
	void passwordsAreReadableToTheOwnerOnly() throws IOException {
		EmbeddedPostgres.start(options()).close();
		assertThat(Files.getPosixFilePermissions(options().credentials()))
			.isEqualTo(PosixFilePermissions.fromString("rw-------"));
	}

	private EmbeddedPostgresOptions options() {
		return EmbeddedPostgresOptions.disposable(this.directory, BINARIES);
	}

	private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
		try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private static String query(EmbeddedPostgres server, String sql) throws SQLException {
		try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(sql)) {
			assertThat(result.next()).isTrue();
			return result.getString(1);
		}
	}

	/** The JVM that gets killed. */
	static final class Starter {

		private Starter() {
		}

		static void main(String[] args) throws Exception {
			EmbeddedPostgresOptions options = EmbeddedPostgresOptions.kept(Path.of(args[0]));
			EmbeddedPostgres server = EmbeddedPostgres
				.start(new EmbeddedPostgresOptions(options.directory(), BINARIES, 0, true, false));
			execute(server, "create table kept (word text)");
			execute(server, "insert into kept values ('committed')");
			System.out.println("started");
			Thread.currentThread().join();
		}

	}

}
