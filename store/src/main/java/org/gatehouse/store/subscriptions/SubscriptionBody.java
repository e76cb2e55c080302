package org.gatehouse.store.subscriptions;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What is read of the contract's {@code Subscription}.
 */
record SubscriptionBody(@Nullable UUID applicationId, @Nullable UUID apiId, @Nullable String throttlingPolicy,
		@Nullable String requestedThrottlingPolicy) {

	SubscriptionDraft draft() {
		return new SubscriptionDraft(this.applicationId, this.apiId, this.throttlingPolicy);
	}

	/**
	 * The tier to change to. Where both are given, {@code throttlingPolicy} is the
	 * present one.
	 */
	@Nullable String wantedTier() {
		return (this.requestedThrottlingPolicy != null && !this.requestedThrottlingPolicy.isBlank())
				? this.requestedThrottlingPolicy : this.throttlingPolicy;
	}

}
