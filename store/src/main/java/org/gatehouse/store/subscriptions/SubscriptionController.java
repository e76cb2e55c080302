package org.gatehouse.store.subscriptions;

import java.net.URI;
import java.util.UUID;

import org.gatehouse.store.StorePaths;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.EntityTag;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.rest.RestApi;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * {@code /subscriptions} of the contract.
 */
@RestApi(StorePaths.REST + "/subscriptions")
class SubscriptionController {

	private final SubscriptionService subscriptions;

	SubscriptionController(SubscriptionService subscriptions) {
		this.subscriptions = subscriptions;
	}

	/** The contract wants at least one of the two ids. */
	@GetMapping
	Page<SubscriptionResource> list(SignedInUser user, @RequestParam(required = false) @Nullable UUID applicationId,
			@RequestParam(required = false) @Nullable UUID apiId, PageRequest page) {
		if (applicationId == null && apiId == null) {
			throw new BadRequest("applicationId", null, "applicationId or apiId");
		}
		return this.subscriptions.list(user, applicationId, apiId, page).map(SubscriptionResource::of);
	}

	@PostMapping
	ResponseEntity<SubscriptionResource> subscribe(SignedInUser user, @RequestBody SubscriptionBody body) {
		SubscriptionView made = this.subscriptions.subscribe(user, body.draft());
		return ResponseEntity.created(URI.create(StorePaths.REST + "/subscriptions/" + made.id()))
			.eTag(EntityTag.of(made.rowVersion()))
			.body(SubscriptionResource.of(made));
	}

	@GetMapping("/{subscriptionId}")
	ResponseEntity<SubscriptionResource> get(SignedInUser user, @PathVariable UUID subscriptionId) {
		return answer(this.subscriptions.get(user, subscriptionId));
	}

	@PutMapping("/{subscriptionId}")
	ResponseEntity<SubscriptionResource> update(SignedInUser user, @PathVariable UUID subscriptionId,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestBody SubscriptionBody body) {
		return answer(this.subscriptions.changeTier(user, subscriptionId, body.wantedTier(), ifMatch));
	}

	/** 200 rather than 204, as in the contract. */
	@DeleteMapping("/{subscriptionId}")
	ResponseEntity<Void> unsubscribe(SignedInUser user, @PathVariable UUID subscriptionId,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		this.subscriptions.unsubscribe(user, subscriptionId, ifMatch);
		return ResponseEntity.ok().build();
	}

	private static ResponseEntity<SubscriptionResource> answer(SubscriptionView subscription) {
		return ResponseEntity.ok()
			.eTag(EntityTag.of(subscription.rowVersion()))
			.lastModified(subscription.updatedAt())
			.body(SubscriptionResource.of(subscription));
	}

}
