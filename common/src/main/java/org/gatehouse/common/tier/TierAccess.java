package org.gatehouse.common.tier;

import java.util.Collection;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The rule of "Setting tier permissions": who may subscribe on a tier.
 */
public final class TierAccess {

	private TierAccess() {
	}

	/**
	 * A tier's permission: for some roles it is allowed, or denied.
	 *
	 * @param allow true if only the roles may use the tier, false if all but they may
	 * @param roles the roles named; where empty, everyone may
	 */
	public record Permission(boolean allow, Set<String> roles) {

		public Permission {
			roles = Set.copyOf(roles);
		}

	}

	/**
	 * Decides whether someone may subscribe on a tier.
	 * @param permission the tier's permission, null where none was set
	 * @param roles the roles of the one who asks
	 * @return true where the tier is offered
	 */
	public static boolean permits(@Nullable Permission permission, Collection<String> roles) {
		if (permission == null || permission.roles().isEmpty()) {
			return true;
		}
		boolean named = roles.stream().anyMatch(permission.roles()::contains);
		return permission.allow() == named;
	}

}
