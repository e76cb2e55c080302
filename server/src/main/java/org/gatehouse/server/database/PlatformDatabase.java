package org.gatehouse.server.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

import org.flywaydb.core.Flyway;
import org.gatehouse.db.embedded.EmbeddedPostgres;
import org.gatehouse.server.StartRefusal;
import org.gatehouse.server.settings.Setting;
import org.gatehouse.server.settings.Settings;

/**
 * The database of the control plane.
 *
 * @param url the JDBC URL
 * @param user the role
 * @param password its password
 * @param boundByRowSecurity false where the role passes row-level security, so that one
 * of the two walls between tenants does not stand
 */
public record PlatformDatabase(String url, String user, String password, boolean boundByRowSecurity) {

	private static final int OLDEST = 15;

	private static final int CONNECT_RETRIES = 3;

	/**
	 * The database of an embedded server.
	 * @param server a running server
	 * @return its database
	 */
	public static PlatformDatabase of(EmbeddedPostgres server) {
		return new PlatformDatabase(server.url(), server.user(), server.password(), true);
	}

	/**
	 * An external database.
	 * @param settings name it
	 * @return the database, of a version that will do
	 * @throws StartRefusal if it does not answer or is too old
	 */
	public static PlatformDatabase external(Settings settings) {
		String url = settings.find(Setting.DB_URL).orElseThrow();
		String user = settings.find(Setting.DB_USER).orElse("gatehouse");
		String password = settings.find(Setting.DB_PASSWORD).orElse("");
		if (!url.startsWith("jdbc:postgresql:")) {
			throw new StartRefusal(
					"GATEHOUSE_DB_URL: it begins otherwise than expected (jdbc:postgresql://HOST/DATABASE): correct it");
		}
		Properties properties = new Properties();
		properties.setProperty("user", user);
		properties.setProperty("password", password);
		properties.setProperty("connectTimeout", "10");
		try (Connection connection = DriverManager.getConnection(url, properties);
				Statement statement = connection.createStatement()) {
			int version = connection.getMetaData().getDatabaseMajorVersion();
			if (version < OLDEST) {
				throw new StartRefusal("GATEHOUSE_DB_URL: PostgreSQL " + version + " is too old (expected: " + OLDEST
						+ " or newer): upgrade it or use another");
			}
			try (ResultSet role = statement
				.executeQuery("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")) {
				return new PlatformDatabase(url, user, password, role.next() && !role.getBoolean(1));
			}
		}
		catch (SQLException ex) {
			throw new StartRefusal("GATEHOUSE_DB_URL: the database does not answer as " + user + " ("
					+ String.valueOf(ex.getMessage()).lines().findFirst().orElse("no message")
					+ "): check URL, GATEHOUSE_DB_USER and GATEHOUSE_DB_PASSWORD", ex);
		}
	}

	/**
	 * Brings the schema up to this version of the program.
	 * @throws org.flywaydb.core.api.FlywayException if that cannot be done
	 */
	public void migrate() {
		Flyway.configure()
			.dataSource(this.url, this.user, this.password)
			.connectRetries(CONNECT_RETRIES)
			.load()
			.migrate();
	}

	@Override
	public String toString() {
		return "PlatformDatabase[user=" + this.user + "]";
	}

}
