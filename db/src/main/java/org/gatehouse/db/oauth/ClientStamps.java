package org.gatehouse.db.oauth;

import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

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
	static final String STAMP = """
			select c.id, c.client_id, format('%s %s %s %s %s', c.xmin, o.xmin, a.xmin,
			    (select string_agg(s.xmin::text, ',') from oauth_client_secret s where s.client_id = c.id),
			    (select string_agg(g.xmin || '.' || r.xmin, ',') from user_role g join role r on r.id = g.role_id
			        where g.user_id = o.id)) as stamp
			from oauth_client c
			left join user_account o on o.id = c.owner_id
			left join application a on a.id = c.application_id
			where c.tenant_id = current_setting('gatehouse.tenant')::uuid
			""";

	private static final String OF_CLIENT_ID = STAMP + """
			and c.id = coalesce((select i.id from oauth_client i
			    where i.tenant_id = current_setting('gatehouse.tenant')::uuid and i.client_id = ?), cast(? as uuid))
			""";

	private final JdbcClient jdbc;

	ClientStamps(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * The stamp of a client. Where there is none of that id, the database does its work
	 * for another one, so that the time of an answer does not tell who is a client.
	 * @param clientId its public id
	 * @param other the id in the database of a client that there is, null if none is
	 * known
	 * @return the stamp, empty if there is no such client
	 */
	public Optional<String> ofClientId(String clientId, @Nullable UUID other) {
		return this.jdbc.sql(OF_CLIENT_ID)
			.param(clientId)
			.param(other)
			.query((row, _) -> new Stamped(row.getString("client_id"), row.getString("stamp")))
			.optional()
			.filter((found) -> found.clientId().equals(clientId))
			.map(Stamped::stamp);
	}

	/**
	 * The stamp of a client.
	 * @param id its id in the database
	 * @return the stamp, empty if there is no such client
	 */
	public Optional<String> ofId(UUID id) {
		return this.jdbc.sql(STAMP + "and c.id = ?").param(id).query((row, _) -> row.getString("stamp")).optional();
	}

	private record Stamped(String clientId, String stamp) {

	}

}
