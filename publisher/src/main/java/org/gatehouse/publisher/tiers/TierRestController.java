package org.gatehouse.publisher.tiers;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.gatehouse.common.tier.DataUnit;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.common.tier.WindowUnit;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.EntityTag;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.rest.RestApi;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * The contract's {@code /throttling-policies}, as providers choose from them.
 */
@RestApi("/api/am/publisher/v4/throttling-policies")
class TierRestController {

	/** What the contract shows as the request count of a tier without limit. */
	private static final long NO_LIMIT = Integer.MAX_VALUE;

	private final TierService service;

	TierRestController(TierService service) {
		this.service = service;
	}

	/**
	 * The contract's {@code ThrottlingPolicy}; {@code unitTime} is in {@code timeUnit},
	 * which is always milliseconds.
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record PolicyBody(String name, String displayName, String description, String policyLevel, long requestCount,
			@Nullable String dataUnit, long unitTime, String timeUnit, long rateLimitCount,
			@Nullable String rateLimitTimeUnit, String quotaPolicyType, String tierPlan, boolean stopOnQuotaReach) {

		static PolicyBody of(String level, TierView tier) {
			String description = tier.description();
			Quota quota = tier.limits().quota();
			Quota.Requests burst = tier.limits().burst();
			long amount = switch (quota) {
				case Quota.Unlimited _ -> NO_LIMIT;
				case Quota.Requests requests -> requests.count();
				case Quota.Bandwidth bandwidth -> bandwidth.bytes() / DataUnit.of(bandwidth.bytes()).bytes();
			};
			long time = switch (quota) {
				case Quota.Unlimited _ -> 0;
				case Quota.Requests requests -> requests.window().toMillis();
				case Quota.Bandwidth bandwidth -> bandwidth.window().toMillis();
			};
			DataUnit unit = (quota instanceof Quota.Bandwidth data) ? DataUnit.of(data.bytes()) : null;
			return new PolicyBody(tier.name(), tier.displayName(), (description != null) ? description : "", level,
					amount, (unit != null) ? unit.name() : null, time, "ms", (burst != null) ? burst.count() : 0,
					(burst != null) ? WindowUnit.of(burst.window()).wireName() : null,
					(unit != null) ? "BANDWIDTHVOLUME" : "REQUESTCOUNT", "FREE", tier.limits().stopOnQuotaReach());
		}

	}

	@GetMapping("/{policyLevel}")
	Page<PolicyBody> list(@PathVariable String policyLevel, PageRequest page) {
		List<TierView> tiers = this.service.list(level(policyLevel));
		return Page.of(tiers.stream()
			.skip(page.offset())
			.limit(page.limit())
			.map(tier -> PolicyBody.of(policyLevel, tier))
			.toList(), page, tiers.size());
	}

	@GetMapping("/{policyLevel}/{policyName}")
	ResponseEntity<PolicyBody> get(@PathVariable String policyLevel, @PathVariable String policyName) {
		TierView tier = this.service.get(level(policyLevel), policyName);
		return ResponseEntity.ok().eTag(EntityTag.of(tier.edition())).body(PolicyBody.of(policyLevel, tier));
	}

	/** The contract has the second level misspelt; both spellings are taken. */
	private static TierLevel level(String name) {
		return switch (name) {
			case "api" -> TierLevel.RESOURCE;
			case "subscription", "subcription" -> TierLevel.SUBSCRIPTION;
			case "application" -> TierLevel.APPLICATION;
			default -> throw new BadRequest("policyLevel", name, "api or subscription");
		};
	}

}
