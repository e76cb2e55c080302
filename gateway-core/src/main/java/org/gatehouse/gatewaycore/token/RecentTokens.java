package org.gatehouse.gatewaycore.token;

import org.jspecify.annotations.Nullable;

/**
 * The JWTs that were presented last, known by the header field just as it was sent, so
 * that a busy client's token is not hashed on every call. A place is taken by whoever
 * came last; threads may lose each other's notes, which costs a hash and nothing else.
 */
final class RecentTokens {

	private static final int PLACES = 4096;

	/** So that all of them together take 16 MB at most. */
	private static final int LONGEST = 4096;

	private final @Nullable Recent[] places = new Recent[PLACES];

	/**
	 * A token and how it was sent. Texts are compared only where all bits of their hash
	 * are the same, which a stranger cannot bring about: the time says nothing of how
	 * much of a token is right.
	 */
	private record Recent(int hash, String field, AccessToken token) {

		boolean isOf(String sent) {
			return this.hash == sent.hashCode() && this.field.equals(sent);
		}

	}

	/**
	 * Finds a token.
	 * @param field the header field as it was sent
	 * @return what the token said when it was verified, null where it is not known here
	 */
	@Nullable AccessToken find(String field) {
		Recent recent = this.places[place(field)];
		return (recent != null && recent.isOf(field)) ? recent.token() : null;
	}

	/**
	 * Remembers a token.
	 * @param field the header field as it was sent
	 * @param token a verified JWT; opaque tokens are known by their hash only
	 */
	void note(String field, AccessToken token) {
		if (field.length() <= LONGEST) {
			this.places[place(field)] = new Recent(field.hashCode(), field, token);
		}
	}

	/**
	 * Forgets a token.
	 * @param field the header field as it was sent
	 */
	void forget(String field) {
		this.places[place(field)] = null;
	}

	private static int place(String field) {
		int hash = field.hashCode();
		return (hash ^ (hash >>> 15)) & (PLACES - 1);
	}

}
