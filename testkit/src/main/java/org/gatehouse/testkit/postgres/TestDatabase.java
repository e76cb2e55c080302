package org.gatehouse.testkit.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A new, empty database for a test, owned by the platform's role.
 *
 * @param url the JDBC URL
 * @param user the role
 * @param password its password
 */
public record TestDatabase(String url, String user, String password) {

	/**
	 * Makes one on the server of this JVM, which is started for the first.
	 * @return the database
	 */
	public static TestDatabase create() {
		String name = "test_" + UUID.randomUUID().toString().replace("-", "");
		TestServer server = TestServer.shared();
		server.makeDatabase(name);
		return new TestDatabase(server.url(name), server.user(), server.password());
	}

	/**
	 * Connects to it.
	 * @return a new connection in auto-commit mode
	 * @throws SQLException if the server refuses
	 */
	public Connection connect() throws SQLException {
		return DriverManager.getConnection(this.url, this.user, this.password);
	}

}
