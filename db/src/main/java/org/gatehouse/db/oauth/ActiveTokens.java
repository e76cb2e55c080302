package org.gatehouse.db.oauth;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

import org.gatehouse.common.application.ConsumerKey;
import org.gatehouse.common.snapshot.TokenState;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tenant.TenantContext.Binding;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What a gateway may learn of opaque access tokens. It reads across tenants, since a
 * gateway serves all of them.
 */
@Repository
public class ActiveTokens {

	private final JdbcClient jdbc;

	private final Clock clock;

	ActiveTokens(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Finds an access token that has not expired and was not revoked.
	 * @param tokenHash SHA-256 of the token in lower-case hex
	 * @return its state, empty where there is no such token
	 */
	public Optional<TokenState> find(String tokenHash) {
		try (Binding _ = TenantContext.acrossTenants()) {
			return this.jdbc
				.sql("""
						select c.client_id, a.principal_name, a.scopes, a.access_issued_at, a.access_expires_at
						from standing_authorization a join oauth_client c on c.id = a.client_id
						where a.access_hash = :hash and a.access_expires_at > :now
						and not exists (select 1 from feed_entry f where f.entry_key = 'revocation:' || a.access_hash and f.entry is not null)""")
				.param("hash", tokenHash)
				.param("now", Timestamp.from(this.clock.instant()))
				.query(ActiveTokens::state)
				.optional();
		}
	}

	private static TokenState state(ResultSet row, int number) throws SQLException {
		String client = row.getString("client_id");
		String principal = row.getString("principal_name");
		Array scopes = row.getArray("scopes");
		return new TokenState(new ConsumerKey(client), principal.equals(client) ? null : principal,
				Set.of((String[]) scopes.getArray()), row.getTimestamp("access_issued_at").toInstant(),
				row.getTimestamp("access_expires_at").toInstant());
	}

}
