package org.gatehouse.publisher.subscriptions;

import java.time.Instant;
import java.util.UUID;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.application.SubscriptionStatus;

/**
 * A subscription as the API's provider sees it.
 *
 * @param id the subscription
 * @param apiId the API version
 * @param applicationId the application
 * @param applicationName the application's name
 * @param subscriber the user who owns the application
 * @param tier the name of the subscription tier
 * @param status whether calls pass
 * @param createdAt since when
 * @param edition counts the changes of the subscription
 */
public record ApiSubscription(UUID id, ApiId apiId, ApplicationId applicationId, String applicationName,
		String subscriber, String tier, SubscriptionStatus status, Instant createdAt, long edition) {

}
