package org.gatehouse.db.oauth;

import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Tells at little cost whether a client of the bound tenant changed: its stamp is made of
 * the transactions that wrote the client, its owner, the owner's roles, its application
 * and its secrets last. All that {@link OAuthClientRepository#findByClientId} reads has
 * to be in it.
 */
@Repository
public class ClientStamps {

	/** A row that is written anew has another {@code xmin}, whoever writes it. */
	private static final String STAMP = """
			select format('%s %s %s %s %s', c.xmin, o.xmin, a.xmin,
			    (select string_agg(s.xmin::text, ',') from oauth_client_secret s where s.client_id = c.id),
			    (select string_agg(g.xmin || '.' || r.xmin, ',') from user_role g join role r on r.id = g.role_id
			        where g.user_id = o.id))
			from oauth_client c
			left join user_account o on o.id = c.owner_id
			left join application a on a.id = c.application_id
			where c.tenant_id = current_setting('gatehouse.tenant')::uuid
			""";

	private final JdbcClient jdbc;

	ClientStamps(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * The stamp of a client.
	 * @param clientId its public id
	 * @return the stamp, empty if there is no such client
	 */
	public Optional<String> ofClientId(String clientId) {
		return this.jdbc.sql(STAMP + "and c.client_id = :id").param("id", clientId).query(String.class).optional();
	}

	/**
	 * The stamp of a client.
	 * @param id its id in the database
	 * @return the stamp, empty if there is no such client
	 */
	public Optional<String> ofId(UUID id) {
		return this.jdbc.sql(STAMP + "and c.id = :id").param("id", id).query(String.class).optional();
	}

}
