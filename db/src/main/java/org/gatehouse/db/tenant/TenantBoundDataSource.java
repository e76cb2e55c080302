package org.gatehouse.db.tenant;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Binds each connection that it hands out to the tenant of {@link TenantContext}, for the
 * row-level security policies: the wall behind Hibernate's, which native SQL meets too.
 * Once the application has started, a connection is refused where no tenant is bound;
 * before, such a connection sees no row.
 */
final class TenantBoundDataSource extends DelegatingDataSource {

	/** What each physical connection was last bound to; sparing most round trips. */
	private final Map<Connection, String> bound = Collections.synchronizedMap(new WeakHashMap<>());

	private volatile boolean started;

	TenantBoundDataSource(DataSource target) {
		super(target);
	}

	void started() {
		this.started = true;
	}

	@Override
	public Connection getConnection() throws SQLException {
		String tenant = TenantContext.setting();
		if (tenant == null && this.started) {
			throw new UnboundTenantException();
		}
		Connection connection = super.getConnection();
		try {
			bind(connection, (tenant != null) ? tenant : "");
			return connection;
		}
		catch (SQLException | RuntimeException ex) {
			connection.close();
			throw ex;
		}
	}

	private void bind(Connection connection, String tenant) throws SQLException {
		Connection physical = connection.unwrap(Connection.class);
		if (tenant.equals(this.bound.get(physical))) {
			return;
		}
		try (PreparedStatement statement = connection
			.prepareStatement("select set_config('gatehouse.tenant', ?, false)")) {
			statement.setString(1, tenant);
			statement.execute();
		}
		this.bound.put(physical, tenant);
	}

}
