package org.gatehouse.common.snapshot;

import java.time.Instant;
import java.util.List;

/**
 * Whether and how backends of a tenant are told who calls.
 *
 * @param tenantDomain the tenant
 * @param enabled whether they are
 * @param header the field that says so; callers have no say in it either way
 * @param dialect what the names of the claims begin with, empty for plain names
 * @param keys the tenant's keys, the last to sign first; none where not enabled
 */
public record BackendJwt(String tenantDomain, boolean enabled, String header, String dialect,
		List<SealedKey> keys) implements SnapshotEntry {

	public BackendJwt {
		keys = List.copyOf(keys);
	}

	/**
	 * A key that signs.
	 *
	 * @param keyId {@code kid} in what it signs, and part of what it is sealed as
	 * @param activeFrom when it begins to sign
	 * @param sealedJwk the private key as a JSON Web Key, sealed, in Base64
	 */
	public record SealedKey(String keyId, Instant activeFrom, String sealedJwk) {

		/**
		 * What the key is sealed as; whoever opens it has to name it.
		 * @param keyId the key
		 * @return a name
		 */
		public static String purpose(String keyId) {
			return "signing key " + keyId;
		}

		@Override
		public String toString() {
			return "SealedKey[" + this.keyId + ", from " + this.activeFrom + "]";
		}

	}

	@Override
	public String key() {
		return "backend-jwt:" + this.tenantDomain;
	}

}
