package org.gatehouse.keymanager.accounts;

import java.time.Instant;
import java.util.UUID;

import org.gatehouse.db.identity.Role;
import org.jspecify.annotations.Nullable;

/**
 * A role as others see one.
 *
 * @param id the role
 * @param name its name
 * @param builtIn true for the roles that the platform itself goes by, which stay
 * @param externalId the name that a system which provisions goes by, null for none
 * @param createdAt when it was made
 * @param updatedAt when it or its members were changed last
 */
public record RoleView(UUID id, String name, boolean builtIn, @Nullable String externalId, Instant createdAt,
		Instant updatedAt) {

	static RoleView of(Role role) {
		return new RoleView(role.getId(), role.name(), RoleService.isBuiltIn(role.name()), role.externalId(),
				role.createdAt(), role.updatedAt());
	}

}
