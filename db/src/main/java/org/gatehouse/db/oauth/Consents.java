package org.gatehouse.db.oauth;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
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
	 * What a user has let a client have.
	 *
	 * @param clientId the row of the client
	 * @param client what people call the client
	 * @param owner the name of the user whom the client belongs to, null for nobody
	 * @param scopes all of it
	 * @param grantedAt since when, of the last of it
	 */
	public record Given(UUID clientId, String client, @Nullable String owner, List<String> scopes, Instant grantedAt) {

		public Given {
			scopes = List.copyOf(scopes);
		}

	}

	/**
	 * Lists what a user has let clients have.
	 * @param principalName the user's name
	 * @return one for each client, by the clients' names
	 */
	public List<Given> of(String principalName) {
		return this.jdbc
			.sql("""
					select c.id, c.name, u.user_name, s.scopes, s.granted_at
					from oauth_consent s join oauth_client c on c.id = s.client_id left join user_account u on u.id = c.owner_id
					where s.principal_name = :name order by lower(c.name), c.id""")
			.param("name", principalName)
			.query((rs, _) -> new Given(rs.getObject("id", UUID.class), rs.getString("name"), rs.getString("user_name"),
					List.of((String[]) rs.getArray("scopes").getArray()), rs.getTimestamp("granted_at").toInstant()))
			.list();
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
	 * @return false where there was nothing
	 */
	public boolean remove(UUID clientId, String principalName) {
		return this.jdbc.sql("delete from oauth_consent where client_id = :client and principal_name = :name")
			.param("client", clientId)
			.param("name", principalName)
			.update() > 0;
	}

	/**
	 * Forgets what a user has let any client have.
	 * @param principalName the user's name
	 */
	public void deleteOf(String principalName) {
		this.jdbc.sql("delete from oauth_consent where principal_name = :name").param("name", principalName).update();
	}

}
