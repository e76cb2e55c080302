package org.gatehouse.testkit.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TestDatabaseIT {

	@Test
	void eachDatabaseIsNewAndOwnedByAnOrdinaryRole() throws Exception {
		TestDatabase one = TestDatabase.create();
		TestDatabase other = TestDatabase.create();
		assertThat(other.url()).isNotEqualTo(one.url());
		try (Connection connection = one.connect(); Statement statement = connection.createStatement()) {
			statement.execute("create extension pg_trgm");
			try (ResultSet role = statement
				.executeQuery("select rolsuper from pg_roles where rolname = current_user")) {
				assertThat(role.next()).isTrue();
				assertThat(role.getBoolean(1)).isFalse();
			}
		}
	}

}
