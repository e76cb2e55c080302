package org.gatehouse.common.snapshot;

import java.util.Set;

import org.gatehouse.common.identity.TenantId;

/**
 * What a gateway asks the key manager about a user who calls with a password. The text
 * form leaves the password out.
 *
 * @param tenantId the tenant whose API is called, and whose user it has to be
 * @param userName the name as the caller gave it
 * @param password the password as the caller gave it
 * @param address where the call comes from, by which guessing is slowed down
 * @param scopes the scopes of the API, of which the answer names those that the user's
 * roles grant
 */
public record PasswordQuestion(TenantId tenantId, String userName, String password, String address,
		Set<String> scopes) {

	public PasswordQuestion {
		scopes = Set.copyOf(scopes);
	}

	@Override
	public String toString() {
		return "PasswordQuestion[userName=" + this.userName + ", address=" + this.address + "]";
	}

}
