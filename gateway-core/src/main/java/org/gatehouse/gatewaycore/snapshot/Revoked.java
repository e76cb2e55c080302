package org.gatehouse.gatewaycore.snapshot;

import java.util.Map;
import java.util.Set;

import org.gatehouse.common.identity.TenantId;
import org.gatehouse.gatewaycore.token.AccessToken;
import org.gatehouse.gatewaycore.token.TokenHash;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that no longer hold though they have not expired.
 *
 * @param tokens those that were revoked one by one
 * @param clients by consumer key, in milliseconds since 1970: the client's tokens of
 * earlier have ended
 * @param users the same by user
 * @param tenants the same by tenant
 */
public record Revoked(Set<TokenHash> tokens, Map<String, Long> clients, Map<User, Long> users,
		Map<TenantId, Long> tenants) {

	/**
	 * A user of a tenant.
	 *
	 * @param tenant the tenant
	 * @param name the user's name
	 */
	record User(TenantId tenant, String name) {

	}

	/**
	 * Tells whether a token was revoked by itself.
	 * @param hash the token's hash
	 * @return true if it was
	 */
	public boolean contains(TokenHash hash) {
		return this.tokens.contains(hash);
	}

	/**
	 * Tells whether a token ended with all of its client, its user or its tenant.
	 * @param token the token
	 * @param tenant the tenant that its client belongs to
	 * @return true if it did
	 */
	public boolean ended(AccessToken token, TenantId tenant) {
		if (this.clients.isEmpty() && this.users.isEmpty() && this.tenants.isEmpty()) {
			return false;
		}
		return isBefore(token, this.tenants.get(tenant)) || isBefore(token, this.clients.get(token.consumerKey()))
				|| (token.user() != null && isBefore(token, this.users.get(new User(tenant, token.user()))));
	}

	private static boolean isBefore(AccessToken token, @Nullable Long end) {
		return end != null && token.issuedAt() < end;
	}

}
