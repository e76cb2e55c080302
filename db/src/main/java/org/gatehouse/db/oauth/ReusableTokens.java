package org.gatehouse.db.oauth;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The last tokens of clients that get the same ones again, sealed, by what was asked for.
 * All other tokens are kept as hashes.
 */
@Repository
public class ReusableTokens {

	private final JdbcClient jdbc;

	ReusableTokens(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Tokens that hold.
	 *
	 * @param sealed the tokens, as {@link #keep} got them
	 * @param accessExpiresAt until when the access token holds
	 */
	public record Kept(byte[] sealed, Instant accessExpiresAt) {

	}

	/**
	 * Has others who ask for the same wait until the transaction ends.
	 * @param askedHash a hash of who asks for what
	 */
	public void lock(String askedHash) {
		this.jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
			.param(askedHash)
			.query((row, _) -> "")
			.list();
	}

	/**
	 * Finds tokens that were neither revoked nor exchanged nor have expired.
	 * @param askedHash a hash of who asks for what
	 * @param now the time
	 * @return the tokens, empty where there are none
	 */
	public Optional<Kept> find(String askedHash, Instant now) {
		return this.jdbc.sql("""
				select kept.sealed, a.access_expires_at from reusable_token kept
				join standing_authorization a on a.id = kept.authorization_id
				where kept.asked_hash = :asked and a.access_hash is not null and a.access_expires_at > :now
				and a.refresh_used_at is null""")
			.param("asked", askedHash)
			.param("now", Timestamp.from(now))
			.query((row, _) -> new Kept(row.getBytes("sealed"), row.getTimestamp("access_expires_at").toInstant()))
			.optional();
	}

	/**
	 * Keeps tokens in place of any that were kept before. They go with their
	 * authorization.
	 * @param askedHash a hash of who asked for what
	 * @param accessHash {@link TokenHash#of} the access token, which was stored before
	 * @param sealed the tokens
	 */
	public void keep(String askedHash, String accessHash, byte[] sealed) {
		this.jdbc.sql("""
				insert into reusable_token (asked_hash, tenant_id, authorization_id, sealed)
				select :asked, tenant_id, id, :sealed from oauth_authorization where access_hash = :access
				on conflict (asked_hash) do update set authorization_id = excluded.authorization_id,
				sealed = excluded.sealed""")
			.param("asked", askedHash)
			.param("access", accessHash)
			.param("sealed", sealed)
			.update();
	}

}
