package org.gatehouse.db.oauth;

import java.sql.Timestamp;
import java.time.Instant;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Counts how often devices ask for their tokens. All queries are of the tenant that the
 * thread is bound to.
 */
@Repository
public class DevicePolls {

	private final JdbcClient jdbc;

	DevicePolls(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Notes that a device asks for its tokens. Each time that it comes too early, it has
	 * to wait five seconds longer from then on (RFC 8628 section 3.5).
	 * @param deviceHash {@link TokenHash#of} the device code
	 * @param now the time
	 * @return true if it comes too early
	 */
	public boolean poll(String deviceHash, Instant now) {
		return this.jdbc.sql("""
				with known as (
				    select id, coalesce(polled_at + make_interval(secs => poll_seconds) > :now, false) as hasty
				    from oauth_authorization where code_hash = :hash for update)
				update oauth_authorization a set polled_at = :now,
				    poll_seconds = a.poll_seconds + case when known.hasty then 5 else 0 end
				from known where a.id = known.id returning known.hasty""")
			.param("hash", deviceHash)
			.param("now", Timestamp.from(now))
			.query(Boolean.class)
			.optional()
			.orElse(false);
	}

}
