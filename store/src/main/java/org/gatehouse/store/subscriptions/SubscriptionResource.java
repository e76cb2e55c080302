package org.gatehouse.store.subscriptions;

import java.util.UUID;

import org.gatehouse.common.application.SubscriptionStatus;
import org.gatehouse.store.applications.ApplicationListItem;
import org.gatehouse.store.catalogue.ApiListItem;
import org.jspecify.annotations.Nullable;

/**
 * {@code Subscription} of the contract. What a caller sends in the fields that the server
 * decides about, the status among them, is not looked at.
 */
record SubscriptionResource(@Nullable String subscriptionId, @Nullable UUID applicationId, @Nullable UUID apiId,
		@Nullable ApiListItem apiInfo, @Nullable ApplicationListItem applicationInfo, @Nullable String throttlingPolicy,
		@Nullable String requestedThrottlingPolicy, @Nullable SubscriptionStatus status,
		@Nullable String redirectionParams) {

	static SubscriptionResource of(SubscriptionView subscription) {
		return new SubscriptionResource(subscription.id().toString(), subscription.application().id(),
				subscription.api().id(), ApiListItem.of(subscription.api()),
				ApplicationListItem.of(subscription.application()), subscription.tier(), subscription.tier(),
				subscription.status(), null);
	}

}
