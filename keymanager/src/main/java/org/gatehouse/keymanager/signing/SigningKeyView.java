package org.gatehouse.keymanager.signing;

import java.time.Instant;

import org.gatehouse.db.oauth.SigningKey;
import org.jspecify.annotations.Nullable;

/**
 * A signing key as administrators see it.
 *
 * @param keyId {@code kid} in the tokens
 * @param algorithm such as {@code RS256}
 * @param state where it stands
 * @param createdAt when it was made
 * @param activeFrom when it began to sign, or will
 * @param retiredAt when it ceased to sign, or will; null where that is not known
 */
public record SigningKeyView(String keyId, String algorithm, State state, Instant createdAt, Instant activeFrom,
		@Nullable Instant retiredAt) {

	/** The stages of a key's life, in their order. */
	public enum State {

		/** Published, and not yet signing. */
		ANNOUNCED,

		/** Signs. */
		SIGNING,

		/** Signs no more; what it signed still holds. */
		VERIFYING

	}

	static SigningKeyView of(SigningKey key, Instant now) {
		Instant retired = key.retiredAt();
		State state = key.activeFrom().isAfter(now) ? State.ANNOUNCED
				: (retired == null || retired.isAfter(now)) ? State.SIGNING : State.VERIFYING;
		return new SigningKeyView(key.keyId(), key.algorithm(), state, key.createdAt(), key.activeFrom(), retired);
	}

}
