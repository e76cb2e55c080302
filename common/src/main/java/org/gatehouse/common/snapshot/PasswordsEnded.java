package org.gatehouse.common.snapshot;

import java.time.Instant;

import org.gatehouse.common.identity.TenantId;

/**
 * What gateways have found out of passwords that no longer holds: a user's or a tenant's.
 *
 * @param tenantId the tenant
 * @param userName the user, empty for all of the tenant
 * @param before what was found out earlier no longer holds
 * @param expiresAt when no gateway can remember any of it; the entry can go then
 */
public record PasswordsEnded(TenantId tenantId, String userName, Instant before,
		Instant expiresAt) implements SnapshotEntry {

	@Override
	public String key() {
		return "passwords-ended:" + this.tenantId.value() + "/" + this.userName;
	}

}
