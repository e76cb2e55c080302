package org.gatehouse.gatewaycore.token;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gatehouse.common.identity.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * What an access token says, once it has been verified or looked up.
 *
 * @param hash what it is known by
 * @param consumerKey the client that it was issued to; for an API key, the key of its
 * entry in the feed; empty for a password and a certificate, which are nobody's
 * @param user the user that it stands for, null where unknown
 * @param scopes the granted scopes
 * @param issuedAt milliseconds since 1970 at which it was issued, or up to a second less
 * @param expiresAt milliseconds since 1970 from which on it is no longer taken
 * @param keys the version of the signing keys that it was verified with, -1 for an opaque
 * token
 * @param tenant the tenant whose key signed it, null for an opaque token
 * @param claims what else it says, each with one text or several
 */
public record AccessToken(TokenHash hash, String consumerKey, @Nullable String user, Set<String> scopes, long issuedAt,
		long expiresAt, long keys, @Nullable TenantId tenant, Map<String, List<String>> claims) {

	/** The scope by which a token of an application itself is known. */
	public static final String APPLICATION_SCOPE = "am_application_scope";

	public AccessToken {
		scopes = Set.copyOf(scopes);
		claims = Map.copyOf(claims);
	}

	/**
	 * A token that says nothing else.
	 * @param hash what it is known by
	 * @param consumerKey the client that it was issued to
	 * @param user the user that it stands for, null where unknown
	 * @param scopes the granted scopes
	 * @param issuedAt milliseconds since 1970 at which it was issued
	 * @param expiresAt milliseconds since 1970 from which on it is no longer taken
	 * @param keys the version of the signing keys that it was verified with, -1 for none
	 * @param tenant the tenant whose key signed it, null for none
	 */
	public AccessToken(TokenHash hash, String consumerKey, @Nullable String user, Set<String> scopes, long issuedAt,
			long expiresAt, long keys, @Nullable TenantId tenant) {
		this(hash, consumerKey, user, scopes, issuedAt, expiresAt, keys, tenant, Map.of());
	}

	/**
	 * A claim, for conditions about it.
	 * @param name the claim's name
	 * @return its values as text, empty where the token has none
	 */
	public List<String> claim(String name) {
		return switch (name) {
			case "sub" -> (this.user == null) ? List.of() : List.of(this.user);
			case "client_id" -> List.of(this.consumerKey);
			case "scope" -> List.copyOf(this.scopes);
			default -> this.claims.getOrDefault(name, List.of());
		};
	}

	/**
	 * Tells of what kind the token is.
	 * @return true for a token of the application itself, false for a user's
	 */
	public boolean isOfApplication() {
		return this.scopes.contains(APPLICATION_SCOPE);
	}

}
