package org.gatehouse.keymanager.accounts;

import java.util.Set;

import org.gatehouse.web.security.UserRoles;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Tells the portals which roles a user has at this moment.
 */
@Component
class PresentRoles implements UserRoles {

	private final PresentUsers users;

	PresentRoles(PresentUsers users) {
		this.users = users;
	}

	@Override
	public @Nullable Set<String> rolesOf(String userName) {
		return this.users.recent(userName).map(Account::roles).orElse(null);
	}

}
