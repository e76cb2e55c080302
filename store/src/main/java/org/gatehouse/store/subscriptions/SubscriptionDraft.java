package org.gatehouse.store.subscriptions;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a consumer subscribes to. Fields are checked by the service, under the names of
 * the REST contract: {@code applicationId}, {@code apiId}, {@code throttlingPolicy}.
 *
 * @param applicationId one of the consumer's applications
 * @param apiId a published API version
 * @param throttlingPolicy the name of a subscription tier that it is offered on
 */
public record SubscriptionDraft(@Nullable UUID applicationId, @Nullable UUID apiId, @Nullable String throttlingPolicy) {
}
