package org.gatehouse.store.catalogue;

import java.util.UUID;

import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.store.StorePaths;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.rest.RestApi;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * {@code /apis}, {@code /tags} and {@code /throttling-policies} of the contract, open to
 * anonymous callers.
 */
@RestApi(StorePaths.REST)
class CatalogueController {

	private final CatalogueService catalogue;

	private final TierOffers tiers;

	CatalogueController(CatalogueService catalogue, TierOffers tiers) {
		this.catalogue = catalogue;
		this.tiers = tiers;
	}

	@GetMapping("/apis")
	Page<ApiListItem> list(@Nullable SignedInUser user, @RequestParam(defaultValue = "") String query,
			PageRequest page) {
		return this.catalogue.search(user, query, page).map(ApiListItem::of);
	}

	@GetMapping("/apis/{apiId}")
	ResponseEntity<ApiResource> get(@Nullable SignedInUser user, @PathVariable UUID apiId) {
		ApiDetail detail = this.catalogue.get(user, apiId);
		return ResponseEntity.ok()
			.lastModified(detail.api().updatedAt())
			.body(ApiResource.of(detail, this.catalogue.definition(user, apiId)));
	}

	@GetMapping(path = "/apis/{apiId}/swagger", produces = MediaType.APPLICATION_JSON_VALUE)
	String definition(@Nullable SignedInUser user, @PathVariable UUID apiId) {
		return this.catalogue.definition(user, apiId);
	}

	/** The contract's schema names one policy, its implementation answers the list. */
	@GetMapping("/apis/{apiId}/subscription-policies")
	Page<ThrottlingPolicyResource> policiesOf(@Nullable SignedInUser user, @PathVariable UUID apiId) {
		return Page.all(this.catalogue.get(user, apiId)
			.tiers()
			.stream()
			.filter(OfferedTier::permitted)
			.map((tier) -> ThrottlingPolicyResource.of(tier, TierLevel.SUBSCRIPTION))
			.toList());
	}

	@GetMapping("/tags")
	Page<TagResource> tags(@Nullable SignedInUser user, PageRequest page) {
		return this.catalogue.tags(user, page).map((tag) -> new TagResource(tag.tag(), tag.count()));
	}

	@GetMapping("/throttling-policies/{policyLevel}")
	Page<ThrottlingPolicyResource> policies(@Nullable SignedInUser user, @PathVariable String policyLevel,
			PageRequest page) {
		TierLevel level = level(policyLevel);
		var all = this.tiers.ofLevel(user, level);
		return Page.of(all.stream().skip(page.offset()).limit(page.limit()).toList(), page, all.size())
			.map((tier) -> ThrottlingPolicyResource.of(tier, level));
	}

	@GetMapping("/throttling-policies/{policyLevel}/{policyId}")
	ThrottlingPolicyResource policy(@Nullable SignedInUser user, @PathVariable String policyLevel,
			@PathVariable String policyId) {
		TierLevel level = level(policyLevel);
		return ThrottlingPolicyResource.of(this.tiers.get(user, level, policyId), level);
	}

	private static TierLevel level(String policyLevel) {
		return switch (policyLevel) {
			case "application" -> TierLevel.APPLICATION;
			case "subscription" -> TierLevel.SUBSCRIPTION;
			default -> throw new BadRequest("policyLevel", policyLevel, "application or subscription");
		};
	}

	/**
	 * {@code Tag} of the contract.
	 */
	record TagResource(String value, long count) {

	}

}
