package org.gatehouse.keymanager.throttling;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierAccess;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The contract's {@code SubscriptionThrottlePolicy}. Identifier, type and whether it is
 * deployed are not looked at when they are sent. Billing, custom attributes, limits of
 * GraphQL queries and of the number of subscribers are only taken where they say that
 * there is none of that.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SubscriptionPolicyBody(@Nullable String policyId, @Nullable String policyName, @Nullable String displayName,
		@Nullable String description, @JsonProperty("isDeployed") @Nullable Boolean isDeployed, @Nullable String type,
		@Nullable LimitBody defaultLimit, @Nullable Long rateLimitCount, @Nullable String rateLimitTimeUnit,
		@Nullable Boolean stopOnQuotaReach, @Nullable PermissionBody permissions, @Nullable String billingPlan,
		@Nullable List<JsonNode> customAttributes, @Nullable JsonNode monetization, @Nullable Long subscriberCount,
		@Nullable Long graphQLMaxComplexity, @Nullable Long graphQLMaxDepth) implements PolicyBody {

	private static final String FREE = "FREE";

	static SubscriptionPolicyBody of(PolicyView policy) {
		Quota.Requests burst = policy.limits().burst();
		BurstBody rate = LimitRules.body(burst);
		TierAccess.Permission permission = policy.permission();
		return new SubscriptionPolicyBody(policy.id().toString(), policy.name(), policy.displayName(),
				policy.description(), true, PolicyKind.SUBSCRIPTION.wireName(),
				LimitRules.body(policy.limits().quota()), (rate != null) ? rate.rateLimitCount() : null,
				(rate != null) ? rate.rateLimitTimeUnit() : null, policy.limits().stopOnQuotaReach(),
				(permission != null) ? new PermissionBody(permission.allow() ? "ALLOW" : "DENY",
						permission.roles().stream().sorted().toList()) : null,
				FREE, List.of(), null, null, null, null);
	}

	@Override
	public PolicyDesign design() {
		checkAbsent();
		return new PolicyDesign(this.policyName, this.displayName, this.description, this.defaultLimit,
				new BurstBody(this.rateLimitCount, this.rateLimitTimeUnit), Boolean.TRUE.equals(this.stopOnQuotaReach),
				null, this.permissions, List.of());
	}

	private void checkAbsent() {
		BadRequest.Collector problems = BadRequest.collect();
		problems.require(this.billingPlan == null || this.billingPlan.equals(FREE), "billingPlan", this.billingPlan,
				FREE);
		problems.require(this.customAttributes == null || this.customAttributes.isEmpty(), "customAttributes", null,
				"no custom attributes");
		problems.require(this.monetization == null || this.monetization.isNull(), "monetization", null,
				"no monetization");
		checkNone("subscriberCount", this.subscriberCount, problems);
		checkNone("graphQLMaxComplexity", this.graphQLMaxComplexity, problems);
		checkNone("graphQLMaxDepth", this.graphQLMaxDepth, problems);
		problems.throwIfAny();
	}

	private static void checkNone(String field, @Nullable Long number, BadRequest.Collector problems) {
		problems.require(number == null || number <= 0, field, (number != null) ? number.toString() : null,
				"0, for no such limit");
	}

}
