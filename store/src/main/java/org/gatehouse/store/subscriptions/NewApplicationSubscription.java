package org.gatehouse.store.subscriptions;

import java.util.UUID;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.db.tier.Tier;
import org.gatehouse.store.applications.ApplicationDraft;
import org.gatehouse.store.applications.ApplicationService;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Subscribes with an application that is made on the spot: both or neither.
 */
@Service
@Transactional
public class NewApplicationSubscription {

	private final ApplicationService applications;

	private final SubscriptionService subscriptions;

	NewApplicationSubscription(ApplicationService applications, SubscriptionService subscriptions) {
		this.applications = applications;
		this.subscriptions = subscriptions;
	}

	/**
	 * Makes an application without a limit of its own and subscribes it.
	 * @param user who asks
	 * @param name the application's name
	 * @param apiId a published API version
	 * @param throttlingPolicy the name of a subscription tier that it is offered on
	 * @return the subscription
	 * @throws BadRequest naming every wrong field
	 * @throws Conflict if the user has an application of this name
	 */
	public SubscriptionView subscribe(SignedInUser user, @Nullable String name, UUID apiId,
			@Nullable String throttlingPolicy) {
		UUID application = this.applications
			.create(user, new ApplicationDraft(name, Tier.UNLIMITED, null, TokenFormat.JWT))
			.id();
		return this.subscriptions.subscribe(user, new SubscriptionDraft(application, apiId, throttlingPolicy));
	}

}
