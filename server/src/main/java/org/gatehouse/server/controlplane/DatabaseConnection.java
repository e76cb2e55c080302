package org.gatehouse.server.controlplane;

import java.util.concurrent.ExecutionException;

import org.gatehouse.server.StartRefusal;
import org.gatehouse.server.database.PlatformDatabase;
import org.gatehouse.server.launch.LaunchedNode;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Leads Spring to the node's database, which is awaited only when the first connection is
 * needed: until then PostgreSQL starts, and Flyway migrates, beside Spring.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConnection {

	@Bean
	JdbcConnectionDetails jdbcConnectionDetails(LaunchedNode node) {
		return new Details(node);
	}

	private record Details(LaunchedNode node) implements JdbcConnectionDetails {

		@Override
		public String getJdbcUrl() {
			return database().url();
		}

		@Override
		public String getUsername() {
			return database().user();
		}

		@Override
		public String getPassword() {
			return database().password();
		}

		@Override
		public String getDriverClassName() {
			return "org.postgresql.Driver";
		}

		private PlatformDatabase database() {
			try {
				return this.node.database().get();
			}
			catch (ExecutionException ex) {
				if (ex.getCause() instanceof RuntimeException cause) {
					throw cause;
				}
				throw new IllegalStateException(ex.getCause());
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new StartRefusal("The start was interrupted", ex);
			}
		}

		@Override
		public String toString() {
			return "Details";
		}

	}

}
