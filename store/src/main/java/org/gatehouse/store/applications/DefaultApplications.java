package org.gatehouse.store.applications;

import java.util.List;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.common.identity.Permission;
import org.gatehouse.db.tier.Tier;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.security.SignedInUser;

import org.springframework.stereotype.Service;

/**
 * The application that everyone has who may subscribe, so that a first call needs no
 * decision about applications. It has no transaction of its own: two requests that both
 * find it missing must not fail each other.
 */
@Service
public class DefaultApplications {

	/** Its name, as in "Application-level throttling". */
	public static final String NAME = "DefaultApplication";

	private final ApplicationService applications;

	DefaultApplications(ApplicationService applications) {
		this.applications = applications;
	}

	/**
	 * Makes the application where a subscriber has none at all yet.
	 * @param user who asks
	 */
	public void ensure(SignedInUser user) {
		if (user.may(Permission.SUBSCRIBE) && first(user).isEmpty()) {
			try {
				this.applications.create(user, new ApplicationDraft(NAME, Tier.UNLIMITED, null, TokenFormat.JWT));
			}
			catch (Conflict alreadyMade) {
				// By the user's other request.
			}
		}
	}

	private List<ApplicationView> first(SignedInUser user) {
		return this.applications.list(user, ApplicationQuery.ALL, PageRequest.of(1, 0)).list();
	}

}
