package org.gatehouse.db.oauth;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.gatehouse.db.oauth.AuthorizationRow.StoredToken;

/**
 * How a row is written that has an access token and nothing else, as most have.
 */
final class AccessTokenRow {

	private static final String COLUMNS = """
			insert into oauth_authorization (id, family_id, client_id, principal_name, grant_type, scopes, attributes,
			    access_hash, access_metadata, access_issued_at, access_expires_at, created_at, expires_at,
			    row_version, tenant_id)
			""";

	static final String INSERT = COLUMNS + """
			values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, current_setting('gatehouse.tenant')::uuid)
			""";

	/**
	 * Takes the client's row and its stamp besides. The driver does not say what times
	 * are, which only {@code values} could do without.
	 */
	static final String INSERT_OF_UNCHANGED_CLIENT = COLUMNS + """
			select ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as timestamptz), cast(? as timestamptz),
			    cast(? as timestamptz), cast(? as timestamptz), 0, current_setting('gatehouse.tenant')::uuid
			from (
			""" + ClientStamps.STAMP + """
			and c.id = ?) client where client.stamp = ?
			""";

	private AccessTokenRow() {
	}

	static boolean is(AuthorizationRow row) {
		return row.access() != null && row.stateHash() == null && row.code() == null && row.refresh() == null
				&& row.idToken() == null;
	}

	/** The parameters of {@link #INSERT}, for others to be added. */
	static List<Object> parameters(AuthorizationRow row, Duration pending) {
		StoredToken access = Objects.requireNonNull(row.access());
		return new ArrayList<>(List.of(row.id(), row.familyId(), row.clientId(), row.principalName(), row.grantType(),
				row.scopes().toArray(String[]::new), row.attributes(), access.hash(), access.metadata(),
				Timestamp.from(access.issuedAt()), Timestamp.from(access.expiresAt()), Timestamp.from(row.createdAt()),
				Timestamp.from(row.expiresAt(pending))));
	}

}
