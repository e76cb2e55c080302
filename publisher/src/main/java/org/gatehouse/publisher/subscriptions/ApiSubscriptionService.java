package org.gatehouse.publisher.subscriptions;

import java.time.Clock;
import java.util.UUID;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.application.SubscriptionStatus;
import org.gatehouse.db.api.ApiVersionRepository;
import org.gatehouse.db.application.Subscription;
import org.gatehouse.db.application.SubscriptionRepository;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.db.paging.OffsetPage;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.EntityTag;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.rest.PreconditionFailed;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shows providers who subscribes to their APIs, and blocks and unblocks them. A new
 * status is in force at the gateways at once.
 */
@Service
public class ApiSubscriptionService {

	private final SubscriptionRepository subscriptions;

	private final ApiVersionRepository versions;

	private final ChangeLog changes;

	private final Clock clock;

	ApiSubscriptionService(SubscriptionRepository subscriptions, ApiVersionRepository versions, ChangeLog changes,
			Clock clock) {
		this.subscriptions = subscriptions;
		this.versions = versions;
		this.changes = changes;
		this.clock = clock;
	}

	/**
	 * Lists subscriptions.
	 * @param apiId the API version; null for all of the tenant
	 * @param page which part
	 * @return the oldest first
	 * @throws NotFound if there is no such API version
	 */
	@Transactional(readOnly = true)
	public Page<ApiSubscription> list(@Nullable ApiId apiId, PageRequest page) {
		if (apiId != null && !this.versions.existsById(apiId.value())) {
			throw NotFound.of("API", apiId);
		}
		var found = this.subscriptions.findForProvider((apiId != null) ? apiId.value() : null,
				new OffsetPage(page.offset(), page.limit(), Sort.unsorted()));
		return Page.of(found.getContent().stream().map(ApiSubscriptionService::view).toList(), page,
				found.getTotalElements());
	}

	/**
	 * Blocks a subscription.
	 * @param id the subscription
	 * @param status BLOCKED or PROD_ONLY_BLOCKED
	 * @param ifMatch the entity tag of what the caller has read; null to block whatever
	 * there is
	 * @return the subscription
	 * @throws NotFound if there is no such subscription
	 * @throws PreconditionFailed if someone changed it since the caller read it
	 * @throws BadRequest if the status is another, or the subscription was never in force
	 */
	@Transactional
	public ApiSubscription block(UUID id, SubscriptionStatus status, @Nullable String ifMatch) {
		if (status != SubscriptionStatus.BLOCKED && status != SubscriptionStatus.PROD_ONLY_BLOCKED) {
			throw new BadRequest("blockState", status.name(), "BLOCKED or PROD_ONLY_BLOCKED");
		}
		return change(id, status, ifMatch);
	}

	/**
	 * Lets calls of a blocked subscription pass again.
	 * @param id the subscription
	 * @param ifMatch the entity tag of what the caller has read; null to unblock whatever
	 * there is
	 * @return the subscription
	 * @throws NotFound if there is no such subscription
	 * @throws PreconditionFailed if someone changed it since the caller read it
	 * @throws BadRequest if the subscription was never in force
	 */
	@Transactional
	public ApiSubscription unblock(UUID id, @Nullable String ifMatch) {
		return change(id, SubscriptionStatus.UNBLOCKED, ifMatch);
	}

	private ApiSubscription change(UUID id, SubscriptionStatus status, @Nullable String ifMatch) {
		Subscription subscription = this.subscriptions.findById(id).orElseThrow(() -> NotFound.of("subscription", id));
		EntityTag.check(ifMatch, subscription.rowVersion());
		if (subscription.status().isInactive()) {
			throw new BadRequest("subscriptionId", id.toString(),
					"a subscription that is in force; this one is " + subscription.status());
		}
		if (subscription.status() != status) {
			subscription.changeStatus(status, this.clock.instant());
			this.subscriptions.saveAndFlush(subscription);
			this.changes.record(subscription.toSnapshot());
		}
		return view(subscription);
	}

	private static ApiSubscription view(Subscription subscription) {
		return new ApiSubscription(subscription.getId(), subscription.apiVersion().apiId(),
				subscription.application().applicationId(), subscription.application().name(),
				subscription.application().owner().userName(), subscription.tier().name(), subscription.status(),
				subscription.createdAt(), subscription.rowVersion());
	}

}
