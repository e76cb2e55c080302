package org.gatehouse.db.oauth;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.gatehouse.common.application.ConsumerKey;
import org.gatehouse.common.snapshot.TokenState;
import org.gatehouse.db.oauth.AuthorizationRow.StoredToken;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads and writes what was issued. Plain SQL, since every token that is issued or looked
 * up passes here. All queries are of the tenant that the thread is bound to.
 */
@Repository
public class Authorizations {

	/**
	 * How long a request that waits for consent, and so has no token yet, is kept: longer
	 * than a device code holds, so that a device that asks late is told so.
	 */
	private static final Duration PENDING = Duration.ofMinutes(20);

	private static final List<String> TOKENS = List.of("code", "access", "refresh", "id_token");

	private static final String INSERT = """
			insert into oauth_authorization (id, family_id, tenant_id, client_id, principal_name, grant_type, scopes, attributes,
			    state_hash, code_hash, code_metadata, code_issued_at, code_expires_at,
			    access_hash, access_metadata, access_issued_at, access_expires_at,
			    refresh_hash, refresh_metadata, refresh_issued_at, refresh_expires_at,
			    id_token_hash, id_token_metadata, id_token_issued_at, id_token_expires_at,
			    row_version, created_at, expires_at)
			values (:id, :family_id, current_setting('gatehouse.tenant')::uuid, :client_id, :principal_name, :grant_type, :scopes,
			    :attributes, :state_hash, :code_hash, :code_metadata, :code_issued_at, :code_expires_at,
			    :access_hash, :access_metadata, :access_issued_at, :access_expires_at,
			    :refresh_hash, :refresh_metadata, :refresh_issued_at, :refresh_expires_at,
			    :id_token_hash, :id_token_metadata, :id_token_issued_at, :id_token_expires_at,
			    0, :created_at, :expires_at)
			""";

	private static final String UPDATE = """
			update standing_authorization set principal_name = :principal_name, grant_type = :grant_type,
			    scopes = :scopes, attributes = :attributes, state_hash = :state_hash,
			    code_hash = :code_hash, code_metadata = :code_metadata, code_issued_at = :code_issued_at,
			    code_expires_at = :code_expires_at,
			    access_hash = :access_hash, access_metadata = :access_metadata,
			    access_issued_at = :access_issued_at, access_expires_at = :access_expires_at,
			    refresh_hash = :refresh_hash, refresh_metadata = :refresh_metadata,
			    refresh_issued_at = :refresh_issued_at, refresh_expires_at = :refresh_expires_at,
			    id_token_hash = :id_token_hash, id_token_metadata = :id_token_metadata,
			    id_token_issued_at = :id_token_issued_at, id_token_expires_at = :id_token_expires_at,
			    row_version = row_version + 1, expires_at = greatest(expires_at, :expires_at)
			where id = :id and row_version = :row_version
			""";

	private final JdbcClient jdbc;

	Authorizations(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Which value of an authorization a hash is of.
	 */
	public enum Kind {

		STATE("state_hash"), CODE("code_hash"), ACCESS("access_hash"), REFRESH("refresh_hash"),
		ID_TOKEN("id_token_hash");

		private final String column;

		Kind(String column) {
			this.column = column;
		}

	}

	/**
	 * An access token that holds, as far as the clock says.
	 *
	 * @param hash its hash
	 * @param expiresAt when it expires
	 */
	public record LiveToken(String hash, Instant expiresAt) {

	}

	/**
	 * Writes a new row.
	 * @param row the row, of version 0
	 */
	public void insert(AuthorizationRow row) {
		if (AccessTokenRow.is(row)) {
			this.jdbc.sql(AccessTokenRow.INSERT).params(AccessTokenRow.parameters(row, PENDING)).update();
		}
		else {
			this.jdbc.sql(INSERT).params(parameters(row)).update();
		}
	}

	/**
	 * Writes a new row with an access token and nothing else, if its client is as it was.
	 * @param row the row, of version 0
	 * @param clientStamp what {@link ClientStamps} said of the client
	 * @return false if the client was changed since or is gone: then nothing happened
	 */
	public boolean insert(AuthorizationRow row, String clientStamp) {
		if (!AccessTokenRow.is(row)) {
			throw new IllegalArgumentException("authorization: " + row.id() + " (expected: an access token only)");
		}
		List<Object> parameters = AccessTokenRow.parameters(row, PENDING);
		parameters.add(row.clientId());
		parameters.add(clientStamp);
		return this.jdbc.sql(AccessTokenRow.INSERT_OF_UNCHANGED_CLIENT).params(parameters).update() == 1;
	}

	/**
	 * Replaces a row, unless somebody else did since it was read.
	 * @param row the row, with the version that was read
	 * @return false if it was written or removed since: then nothing happened
	 */
	public boolean update(AuthorizationRow row) {
		return this.jdbc.sql(UPDATE).params(parameters(row)).update() == 1;
	}

	/**
	 * Tells whether signed tokens from before some time still hold.
	 * @param until when they were issued at the latest
	 * @param now the time
	 * @return true if there is one that has not expired
	 */
	public boolean holdAnyIssuedUntil(Instant until, Instant now) {
		return this.jdbc.sql("""
				select exists (select 1 from oauth_authorization where expires_at > :now
				and (access_issued_at <= :until and access_expires_at > :now
				or id_token_issued_at <= :until and id_token_expires_at > :now))""")
			.param("until", Timestamp.from(until))
			.param("now", Timestamp.from(now))
			.query(Boolean.class)
			.single();
	}

	/**
	 * Finds a row by its identifier.
	 * @param id the authorization
	 * @return the row, empty where there is none
	 */
	public Optional<AuthorizationRow> find(UUID id) {
		return this.jdbc.sql("select * from standing_authorization where id = :id")
			.param("id", id)
			.query(Authorizations::row)
			.optional();
	}

	/**
	 * Finds a row by one of its values.
	 * @param kind which value
	 * @param hash its hash
	 * @return the row, empty where there is none
	 */
	public Optional<AuthorizationRow> find(Kind kind, String hash) {
		return this.jdbc.sql("select * from standing_authorization where " + kind.column + " = :hash")
			.param("hash", hash)
			.query(Authorizations::row)
			.optional();
	}

	/**
	 * Finds the access tokens that came of one authorization by refreshing.
	 * @param familyId as in {@link AuthorizationRow#familyId()}
	 * @param now tokens that have expired by then are left out
	 * @return the tokens, empty where there is none
	 */
	public List<LiveToken> liveTokensOfFamily(UUID familyId, Instant now) {
		return this.jdbc.sql("""
				select access_hash, access_expires_at from standing_authorization
				where family_id = :family and access_hash is not null and access_expires_at > :now""")
			.param("family", familyId)
			.param("now", Timestamp.from(now))
			.query(Authorizations::liveToken)
			.list();
	}

	/**
	 * Tells what an access token is good for.
	 * @param accessHash {@link TokenHash#of} the token
	 * @param now the time
	 * @return the token's state, empty where it is unknown, revoked or has expired
	 */
	public Optional<TokenState> stateOf(String accessHash, Instant now) {
		return this.jdbc.sql("""
				select c.client_id, a.access_issued_at, a.access_expires_at, a.principal_name, a.grant_type,
				    string_to_array(a.access_metadata::jsonb #>> '{claims,scope}', ' ') as token_scopes
				from standing_authorization a join oauth_client c on c.id = a.client_id
				where a.access_hash = :hash and a.access_expires_at > :now""")
			.param("hash", accessHash)
			.param("now", Timestamp.from(now))
			.query(Authorizations::state)
			.optional();
	}

	/**
	 * Marks a refresh token as used. Of several who use it at once, one succeeds.
	 * @param id the authorization
	 * @param now the time
	 * @return false if it was used or revoked before
	 */
	public boolean useRefreshToken(UUID id, Instant now) {
		return this.jdbc.sql("""
				update standing_authorization set refresh_used_at = :now, row_version = row_version + 1
				where id = :id and refresh_hash is not null and refresh_used_at is null""")
			.param("id", id)
			.param("now", Timestamp.from(now))
			.update() == 1;
	}

	/**
	 * Lets others who add to a family or end it wait for the end of this transaction, so
	 * that none can add to a family that is being ended.
	 * @param familyId as in {@link AuthorizationRow#familyId()}
	 */
	public void lockFamily(UUID familyId) {
		this.jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:family, 0))")
			.param("family", familyId.toString())
			.query((_, _) -> true)
			.single();
	}

	/**
	 * Makes an authorization one of a family.
	 * @param accessHash {@link TokenHash#of} its access token
	 * @param familyId as in {@link AuthorizationRow#familyId()}
	 * @return false if there is no such family, or no more
	 */
	public boolean joinFamily(String accessHash, UUID familyId) {
		return this.jdbc.sql("""
				update oauth_authorization set family_id = :family where access_hash = :hash
				and exists (select 1 from standing_authorization where family_id = :family)""")
			.param("family", familyId)
			.param("hash", accessHash)
			.update() == 1;
	}

	/**
	 * Removes all rows that came of one authorization by refreshing.
	 * @param familyId as in {@link AuthorizationRow#familyId()}
	 */
	public void deleteFamily(UUID familyId) {
		this.jdbc.sql("delete from oauth_authorization where family_id = :family").param("family", familyId).update();
	}

	/**
	 * The families of what a client holds for a user.
	 * @param clientId the row of the client
	 * @param principalName the user's name
	 * @return {@link AuthorizationRow#familyId()} of each
	 */
	public List<UUID> familiesOf(UUID clientId, String principalName) {
		return this.jdbc
			.sql("select distinct family_id from standing_authorization where client_id = ? and principal_name = ?")
			.params(clientId, principalName)
			.query((row, _) -> row.getObject(1, UUID.class))
			.list();
	}

	/**
	 * Removes a row.
	 * @param id the authorization
	 */
	public void delete(UUID id) {
		this.jdbc.sql("delete from oauth_authorization where id = :id").param("id", id).update();
	}

	/**
	 * Removes a batch of rows that are of no more use.
	 * @param now rows that have expired by then go
	 * @param limit how many at most
	 * @return how many went; fewer than the limit means that none is left
	 */
	public int deleteExpired(Instant now, int limit) {
		return this.jdbc.sql("""
				delete from oauth_authorization where id in (
				    select id from oauth_authorization where expires_at < :now order by expires_at limit :limit
				    for update skip locked)""").param("now", Timestamp.from(now)).param("limit", limit).update();
	}

	private static Map<String, @Nullable Object> parameters(AuthorizationRow row) {
		Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
		parameters.put("id", row.id());
		parameters.put("family_id", row.familyId());
		parameters.put("client_id", row.clientId());
		parameters.put("principal_name", row.principalName());
		parameters.put("grant_type", row.grantType());
		parameters.put("scopes", row.scopes().toArray(String[]::new));
		parameters.put("attributes", row.attributes());
		parameters.put("state_hash", row.stateHash());
		@Nullable StoredToken[] tokens = { row.code(), row.access(), row.refresh(), row.idToken() };
		for (int i = 0; i < tokens.length; i++) {
			put(parameters, TOKENS.get(i), tokens[i]);
		}
		parameters.put("row_version", row.version());
		parameters.put("created_at", Timestamp.from(row.createdAt()));
		parameters.put("expires_at", Timestamp.from(row.expiresAt(PENDING)));
		return parameters;
	}

	private static void put(Map<String, @Nullable Object> parameters, String name, @Nullable StoredToken token) {
		parameters.put(name + "_hash", (token != null) ? token.hash() : null);
		parameters.put(name + "_metadata", (token != null) ? token.metadata() : null);
		parameters.put(name + "_issued_at", (token != null) ? Timestamp.from(token.issuedAt()) : null);
		parameters.put(name + "_expires_at", (token != null) ? Timestamp.from(token.expiresAt()) : null);
	}

	private static AuthorizationRow row(ResultSet rs, int number) throws SQLException {
		Array scopes = rs.getArray("scopes");
		return new AuthorizationRow(rs.getObject("id", UUID.class), rs.getObject("family_id", UUID.class),
				rs.getObject("client_id", UUID.class), rs.getString("principal_name"), rs.getString("grant_type"),
				List.of((String[]) scopes.getArray()), rs.getString("attributes"), rs.getString("state_hash"),
				token(rs, "code"), token(rs, "access"), token(rs, "refresh"), instant(rs, "refresh_used_at"),
				token(rs, "id_token"), rs.getLong("row_version"), rs.getTimestamp("created_at").toInstant());
	}

	private static TokenState state(ResultSet rs, int number) throws SQLException {
		boolean user = !"client_credentials".equals(rs.getString("grant_type"));
		Array scopes = rs.getArray("token_scopes");
		return new TokenState(new ConsumerKey(rs.getString("client_id")), user ? rs.getString("principal_name") : null,
				(scopes != null) ? new HashSet<>(List.of((String[]) scopes.getArray())) : Set.of(),
				rs.getTimestamp("access_issued_at").toInstant(), rs.getTimestamp("access_expires_at").toInstant());
	}

	private static @Nullable StoredToken token(ResultSet rs, String name) throws SQLException {
		String hash = rs.getString(name + "_hash");
		return (hash != null) ? new StoredToken(hash, rs.getString(name + "_metadata"),
				rs.getTimestamp(name + "_issued_at").toInstant(), rs.getTimestamp(name + "_expires_at").toInstant())
				: null;
	}

	private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
		Timestamp value = rs.getTimestamp(column);
		return (value != null) ? value.toInstant() : null;
	}

	static LiveToken liveToken(ResultSet rs, int number) throws SQLException {
		return new LiveToken(rs.getString("access_hash"), rs.getTimestamp("access_expires_at").toInstant());
	}

}
