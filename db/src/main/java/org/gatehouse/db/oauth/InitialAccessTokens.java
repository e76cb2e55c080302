package org.gatehouse.db.oauth;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The tokens by which clients register themselves. All queries are of the tenant that the
 * thread is bound to.
 */
@Repository
public class InitialAccessTokens {

	private static final String SELECT = """
			select t.*, u.user_name from initial_access_token t join user_account u on u.id = t.owner_id
			""";

	private final JdbcClient jdbc;

	InitialAccessTokens(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Keeps a token.
	 * @param token the token
	 * @param ownerId the user of {@link InitialAccessToken#owner()}
	 * @param hash {@link TokenHash#of} it
	 */
	public void add(InitialAccessToken token, UUID ownerId, String hash) {
		this.jdbc
			.sql("""
					insert into initial_access_token (id, tenant_id, owner_id, token_hash, label, scopes, uses, most_uses,
					    created_at, expires_at)
					values (:id, current_setting('gatehouse.tenant')::uuid, :owner, :hash, :label, :scopes, 0, :most, :created,
					    :expires)""")
			.param("id", token.id())
			.param("owner", ownerId)
			.param("hash", hash)
			.param("label", token.label())
			.param("scopes", token.scopes().toArray(String[]::new))
			.param("most", token.mostUses())
			.param("created", Timestamp.from(token.createdAt()))
			.param("expires", Timestamp.from(token.expiresAt()))
			.update();
	}

	/**
	 * Finds a token that can be used by one who may sign in.
	 * @param hash {@link TokenHash#of} it
	 * @param now the time
	 * @return the token, empty where it is unknown, revoked, used up or has expired
	 */
	public Optional<InitialAccessToken> findUsable(String hash, Instant now) {
		return this.jdbc.sql(SELECT + "where t.token_hash = :hash and u.enabled")
			.param("hash", hash)
			.query(InitialAccessTokens::token)
			.optional()
			.filter((token) -> token.isUsable(now));
	}

	/**
	 * Uses a token. Of several who use it for the last time at once, one succeeds.
	 * @param id the token
	 * @param now the time
	 * @return false if it was revoked, used up or has expired
	 */
	public boolean use(UUID id, Instant now) {
		return this.jdbc.sql("""
				update initial_access_token set uses = uses + 1
				where id = :id and expires_at > :now and (most_uses is null or uses < most_uses)""")
			.param("id", id)
			.param("now", Timestamp.from(now))
			.update() == 1;
	}

	/**
	 * Lists the tokens, those that can no longer be used among them.
	 * @param offset how many to skip
	 * @param limit how many at most
	 * @return the newest first
	 */
	public List<InitialAccessToken> list(int offset, int limit) {
		return this.jdbc.sql(SELECT + "order by t.created_at desc, t.id limit :limit offset :offset")
			.param("limit", limit)
			.param("offset", offset)
			.query(InitialAccessTokens::token)
			.list();
	}

	/**
	 * Counts the tokens.
	 * @return how many there are
	 */
	public long count() {
		return this.jdbc.sql("select count(*) from initial_access_token").query(Long.class).single();
	}

	/**
	 * Finds a token.
	 * @param id the token
	 * @return the token, empty where there is none
	 */
	public Optional<InitialAccessToken> find(UUID id) {
		return this.jdbc.sql(SELECT + "where t.id = :id").param("id", id).query(InitialAccessTokens::token).optional();
	}

	/**
	 * Removes a token.
	 * @param id the token
	 */
	public void remove(UUID id) {
		this.jdbc.sql("delete from initial_access_token where id = ?").param(id).update();
	}

	/**
	 * Removes a batch of tokens that have expired.
	 * @param before those that had expired by then go
	 * @param limit how many at most
	 * @return how many went; fewer than the limit means that none is left
	 */
	public int deleteExpired(Instant before, int limit) {
		return this.jdbc.sql("""
				delete from initial_access_token where id in (select id from initial_access_token where expires_at < ?
				order by expires_at limit ? for update skip locked)""").params(Timestamp.from(before), limit).update();
	}

	private static InitialAccessToken token(ResultSet rs, int number) throws SQLException {
		return new InitialAccessToken(rs.getObject("id", UUID.class), rs.getString("user_name"), rs.getString("label"),
				List.of((String[]) rs.getArray("scopes").getArray()), rs.getInt("uses"),
				(@Nullable Integer) rs.getObject("most_uses", Integer.class), rs.getTimestamp("created_at").toInstant(),
				rs.getTimestamp("expires_at").toInstant());
	}

}
