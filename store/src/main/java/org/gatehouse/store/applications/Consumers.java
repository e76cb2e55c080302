package org.gatehouse.store.applications;

import java.util.UUID;

import org.gatehouse.common.identity.Permission;
import org.gatehouse.db.application.Application;
import org.gatehouse.db.application.ApplicationRepository;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.web.rest.Forbidden;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.security.SignedInUser;

import org.springframework.stereotype.Component;

/**
 * Finds what belongs to the one who asks. Everything of somebody else is answered like
 * what does not exist. To be used within a service's transaction.
 */
@Component
public class Consumers {

	private final UserAccountRepository users;

	private final ApplicationRepository applications;

	Consumers(UserAccountRepository users, ApplicationRepository applications) {
		this.users = users;
		this.applications = applications;
	}

	/**
	 * The account of a user.
	 * @param user who asks
	 * @return the account
	 * @throws Forbidden if it was removed since the sign-in
	 */
	public UserAccount account(SignedInUser user) {
		return this.users.findByUserNameIgnoreCase(user.name())
			.filter(UserAccount::isEnabled)
			.orElseThrow(() -> new Forbidden("the user '" + user.name() + "' has no account any more"));
	}

	/**
	 * The account of a user who may make applications and subscribe.
	 * @param user who asks
	 * @return the account
	 * @throws Forbidden if none of the user's roles permits it
	 */
	public UserAccount subscriber(SignedInUser user) {
		if (!user.may(Permission.SUBSCRIBE)) {
			throw new Forbidden("none of the roles of '" + user.name() + "' permits to subscribe (expected: "
					+ Permission.SUBSCRIBER_ROLE + ")");
		}
		return account(user);
	}

	/**
	 * An application of a user.
	 * @param user who asks
	 * @param id the application
	 * @return the application
	 * @throws NotFound if the user has none of this id
	 */
	public Application application(SignedInUser user, UUID id) {
		return this.applications.findByIdAndOwnerId(id, account(user).getId())
			.orElseThrow(() -> NotFound.of("Application", id));
	}

}
