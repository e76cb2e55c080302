package org.gatehouse.gatewaycore.snapshot;

import org.gatehouse.common.identity.TenantId;
import org.gatehouse.gatewaycore.token.AccessToken;
import org.gatehouse.gatewaycore.token.TokenHash;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that no longer hold though they have not expired.
 */
public final class Revoked {

	private final Table<TokenHash, RevocationBook.Until> tokens;

	private final Table<Object, RevocationBook.End> ends;

	/**
	 * Says what is revoked.
	 * @param tokens those that were revoked one by one
	 * @param ends by consumer key, {@link User}, {@link TenantId} or {@link Passwords}:
	 * the holder's tokens of earlier have ended
	 */
	Revoked(Table<TokenHash, RevocationBook.Until> tokens, Table<Object, RevocationBook.End> ends) {
		this.tokens = tokens;
		this.ends = ends;
	}

	/**
	 * A user of a tenant.
	 *
	 * @param tenant the tenant
	 * @param name the user's name
	 */
	record User(TenantId tenant, String name) {

	}

	/**
	 * The passwords of a user, or of all users.
	 *
	 * @param tenant the tenant
	 * @param userName the user's name, empty for all
	 */
	record Passwords(TenantId tenant, String userName) {

	}

	/**
	 * Tells whether a token was revoked by itself.
	 * @param hash the token's hash
	 * @return true if it was
	 */
	public boolean contains(TokenHash hash) {
		return this.tokens.get(hash) != null;
	}

	/**
	 * Tells whether a token ended with all of its client, its user or its tenant.
	 * @param token the token
	 * @param tenant the tenant that its client belongs to
	 * @return true if it did
	 */
	public boolean ended(AccessToken token, TenantId tenant) {
		if (this.ends.size() == 0) {
			return false;
		}
		return isBefore(token, this.ends.get(tenant)) || isBefore(token, this.ends.get(token.consumerKey()))
				|| (token.user() != null && isBefore(token, this.ends.get(new User(tenant, token.user()))));
	}

	/**
	 * Tells whether a user's password has to be looked at again.
	 * @param user what was found out of it
	 * @param tenant the tenant that the user belongs to
	 * @return true if it may be another one by now, or the user may have to stay outside
	 */
	public boolean passwordEnded(AccessToken user, TenantId tenant) {
		return this.ends.size() > 0 && (ended(user, tenant) || isBefore(user, this.ends.get(new Passwords(tenant, "")))
				|| (user.user() != null && isBefore(user, this.ends.get(new Passwords(tenant, user.user())))));
	}

	private static boolean isBefore(AccessToken token, RevocationBook.@Nullable End end) {
		return end != null && token.issuedAt() < end.before();
	}

}
