package org.gatehouse.db.oauth;

import java.sql.Timestamp;
import java.time.Instant;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Remembers assertions that were taken, so that none is taken twice. All queries are of
 * the tenant that the thread is bound to.
 */
@Repository
public class UsedAssertions {

	private final JdbcClient jdbc;

	UsedAssertions(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Remembers an assertion. Of several who bring it at once, one succeeds.
	 * @param hash {@link TokenHash#of} what makes it unique
	 * @param until when it would not be taken any more anyway
	 * @return false if it was there before
	 */
	public boolean add(String hash, Instant until) {
		return this.jdbc.sql("""
				insert into used_assertion (tenant_id, hash, expires_at)
				values (current_setting('gatehouse.tenant')::uuid, :hash, :until) on conflict do nothing""")
			.param("hash", hash)
			.param("until", Timestamp.from(until))
			.update() == 1;
	}

	/**
	 * Forgets what is not taken any more anyway.
	 * @param now the time
	 * @param limit how many at most
	 * @return how many went; fewer than the limit means that none is left
	 */
	public int deleteExpired(Instant now, int limit) {
		return this.jdbc.sql("""
				delete from used_assertion where (tenant_id, hash) in (
				    select tenant_id, hash from used_assertion where expires_at < :now order by expires_at limit :limit
				    for update skip locked)""").param("now", Timestamp.from(now)).param("limit", limit).update();
	}

}
