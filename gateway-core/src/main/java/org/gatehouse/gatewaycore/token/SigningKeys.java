package org.gatehouse.gatewaycore.token;

import java.util.Map;

import org.gatehouse.common.identity.TenantId;
import org.gatehouse.jose.VerificationKey;
import org.jspecify.annotations.Nullable;

/**
 * The keys that tokens may be signed with.
 */
public final class SigningKeys {

	private final Map<String, VerificationKey> keys;

	private final Map<String, TenantId> tenants;

	private final long version;

	private SigningKeys(Map<String, VerificationKey> keys, Map<String, TenantId> tenants, long version) {
		this.keys = Map.copyOf(keys);
		this.tenants = Map.copyOf(tenants);
		this.version = version;
	}

	/**
	 * No key at all.
	 * @return keys that verify nothing
	 */
	public static SigningKeys none() {
		return new SigningKeys(Map.of(), Map.of(), 0);
	}

	/**
	 * Replaces the keys.
	 * @param next the keys by their {@code kid}
	 * @param nextTenants whose each is, by its {@code kid}
	 * @return these keys where nothing changed, others with a new version otherwise
	 */
	public SigningKeys with(Map<String, VerificationKey> next, Map<String, TenantId> nextTenants) {
		return (next.equals(this.keys) && nextTenants.equals(this.tenants)) ? this
				: new SigningKeys(next, nextTenants, this.version + 1);
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

	@Nullable TenantId tenantOf(@Nullable String keyId) {
		return (keyId == null) ? null : this.tenants.get(keyId);
	}

}
