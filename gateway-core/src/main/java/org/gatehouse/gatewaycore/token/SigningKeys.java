package org.gatehouse.gatewaycore.token;

import java.util.Map;

import org.gatehouse.jose.VerificationKey;
import org.jspecify.annotations.Nullable;

/**
 * The keys that tokens may be signed with.
 */
public final class SigningKeys {

	private final Map<String, VerificationKey> keys;

	private final long version;

	private SigningKeys(Map<String, VerificationKey> keys, long version) {
		this.keys = Map.copyOf(keys);
		this.version = version;
	}

	/**
	 * No key at all.
	 * @return keys that verify nothing
	 */
	public static SigningKeys none() {
		return new SigningKeys(Map.of(), 0);
	}

	/**
	 * Replaces the keys.
	 * @param next the keys by their {@code kid}
	 * @return these keys where nothing changed, others with a new version otherwise
	 */
	public SigningKeys with(Map<String, VerificationKey> next) {
		return next.equals(this.keys) ? this : new SigningKeys(next, this.version + 1);
	}

	/**
	 * Changes whenever a key comes or goes.
	 * @return a number
	 */
	public long version() {
		return this.version;
	}

	@Nullable VerificationKey find(@Nullable String keyId) {
		return (keyId == null) ? null : this.keys.get(keyId);
	}

}
