package org.gatehouse.db.embedded;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The role that the platform connects as. It owns its databases, and may therefore make
 * trusted extensions in them, but is no superuser, for row-level security does not bind
 * one.
 */
public final class PlatformRole {

	/** The name of the role, and of its first database. */
	public static final String NAME = "gatehouse";

	private PlatformRole() {
	}

	/**
	 * Makes the role, or gives it the password where it is there.
	 * @param superuser a connection that may make roles
	 * @param password the role's password
	 * @throws SQLException if PostgreSQL refuses
	 */
	public static void make(Connection superuser, String password) throws SQLException {
		try (Statement statement = superuser.createStatement()) {
			boolean known;
			try (ResultSet role = statement.executeQuery("select 1 from pg_roles where rolname = '" + NAME + "'")) {
				known = role.next();
			}
			statement.execute((known ? "alter role " : "create role ") + NAME
					+ " login nosuperuser nobypassrls nocreaterole password " + statement.enquoteLiteral(password));
		}
	}

	/**
	 * Makes a database that the role owns, unless there is one of the name.
	 * @param superuser a connection that may make databases, in auto-commit mode
	 * @param name the database's name
	 * @throws SQLException if PostgreSQL refuses
	 */
	public static void makeDatabase(Connection superuser, String name) throws SQLException {
		try (Statement statement = superuser.createStatement()) {
			try (ResultSet database = statement
				.executeQuery("select 1 from pg_database where datname = " + statement.enquoteLiteral(name))) {
				if (database.next()) {
					return;
				}
			}
			statement.execute("create database " + statement.enquoteIdentifier(name, true) + " owner " + NAME);
		}
	}

}
