package org.gatehouse.publisher.subscriptions;

import java.util.UUID;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.application.SubscriptionStatus;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.EntityTag;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.rest.RestApi;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The contract's {@code /subscriptions}.
 */
@RestApi("/api/am/publisher/v4/subscriptions")
class SubscriptionRestController {

	private final ApiSubscriptionService service;

	SubscriptionRestController(ApiSubscriptionService service) {
		this.service = service;
	}

	/** The contract's {@code Subscription}. */
	record SubscriptionBody(String subscriptionId, ApplicationInfo applicationInfo, String throttlingPolicy,
			String subscriptionStatus) {

		static SubscriptionBody of(ApiSubscription subscription) {
			return new SubscriptionBody(
					subscription.id().toString(), new ApplicationInfo(subscription.applicationId().toString(),
							subscription.applicationName(), subscription.subscriber()),
					subscription.tier(), subscription.status().name());
		}

	}

	/** The contract's {@code ApplicationInfo}. */
	record ApplicationInfo(String applicationId, String name, String subscriber) {

	}

	@GetMapping
	Page<SubscriptionBody> list(@RequestParam(required = false) @Nullable UUID apiId, PageRequest page) {
		return this.service.list((apiId != null) ? new ApiId(apiId) : null, page).map(SubscriptionBody::of);
	}

	@PostMapping("/block-subscription")
	ResponseEntity<SubscriptionBody> block(@RequestParam UUID subscriptionId, @RequestParam String blockState,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		SubscriptionStatus status = switch (blockState) {
			case "BLOCKED" -> SubscriptionStatus.BLOCKED;
			case "PROD_ONLY_BLOCKED" -> SubscriptionStatus.PROD_ONLY_BLOCKED;
			default -> throw new BadRequest("blockState", blockState, "BLOCKED or PROD_ONLY_BLOCKED");
		};
		return answered(this.service.block(subscriptionId, status, ifMatch));
	}

	@PostMapping("/unblock-subscription")
	ResponseEntity<SubscriptionBody> unblock(@RequestParam UUID subscriptionId,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return answered(this.service.unblock(subscriptionId, ifMatch));
	}

	private static ResponseEntity<SubscriptionBody> answered(ApiSubscription subscription) {
		return ResponseEntity.ok().eTag(EntityTag.of(subscription.edition())).body(SubscriptionBody.of(subscription));
	}

}
