package org.gatehouse.db.oauth;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;

import org.gatehouse.db.oauth.Authorizations.LiveToken;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * All that was issued in the bound tenant at once.
 */
@Repository
public class TenantAuthorizations {

	private final JdbcClient jdbc;

	TenantAuthorizations(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Counts the access tokens that last.
	 * @param now tokens that have expired by then are left out
	 * @return how many there are
	 */
	public long countLive(Instant now) {
		return this.jdbc
			.sql("select count(*) from oauth_authorization where access_hash is not null and access_expires_at > ?")
			.param(Timestamp.from(now))
			.query(Long.class)
			.single();
	}

	/**
	 * Removes a batch of rows.
	 * @param before rows that were made later stay
	 * @param limit how many at most
	 * @return one token a row, the epoch as the end of what had no access token; fewer
	 * than the limit means that none is left
	 */
	public List<LiveToken> take(Instant before, int limit) {
		return this.jdbc
			.sql("""
					delete from oauth_authorization where id in (select id from oauth_authorization where created_at <= :before
					order by created_at limit :limit) returning coalesce(access_hash, '') as hash, access_expires_at""")
			.param("before", Timestamp.from(before))
			.param("limit", limit)
			.query((row, _) -> {
				Timestamp expires = row.getTimestamp("access_expires_at");
				return new LiveToken(row.getString("hash"), (expires != null) ? expires.toInstant() : Instant.EPOCH);
			})
			.list();
	}

}
