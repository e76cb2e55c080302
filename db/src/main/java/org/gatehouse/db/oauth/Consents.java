package org.gatehouse.db.oauth;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What users have let clients have. All queries are of the tenant that the thread is
 * bound to.
 */
@Repository
public class Consents {

	private final JdbcClient jdbc;

	Consents(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Finds what a user has let a client have.
	 * @param clientId the row of the client
	 * @param principalName the user's name
	 * @return the scopes, empty where the user was never asked
	 */
	public Optional<List<String>> find(UUID clientId, String principalName) {
		return this.jdbc.sql("""
				select scopes from oauth_consent where client_id = :client and principal_name = :name""")
			.param("client", clientId)
			.param("name", principalName)
			.query((rs, _) -> List.of((String[]) rs.getArray("scopes").getArray()))
			.optional();
	}

	/**
	 * Writes down what a user lets a client have from now on.
	 * @param clientId the row of the client
	 * @param principalName the user's name
	 * @param scopes all of it
	 * @param now the time
	 */
	public void put(UUID clientId, String principalName, Collection<String> scopes, Instant now) {
		this.jdbc.sql("""
				insert into oauth_consent (tenant_id, client_id, principal_name, scopes, granted_at)
				values (current_setting('gatehouse.tenant')::uuid, :client, :name, :scopes, :now)
				on conflict (client_id, principal_name) do update set scopes = excluded.scopes,
				    granted_at = excluded.granted_at""")
			.param("client", clientId)
			.param("name", principalName)
			.param("scopes", scopes.toArray(String[]::new))
			.param("now", Timestamp.from(now))
			.update();
	}

	/**
	 * Forgets what a user has let a client have.
	 * @param clientId the row of the client
	 * @param principalName the user's name
	 */
	public void remove(UUID clientId, String principalName) {
		this.jdbc.sql("delete from oauth_consent where client_id = :client and principal_name = :name")
			.param("client", clientId)
			.param("name", principalName)
			.update();
	}

}
