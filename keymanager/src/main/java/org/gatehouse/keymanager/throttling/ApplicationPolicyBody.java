package org.gatehouse.keymanager.throttling;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The contract's {@code ApplicationThrottlePolicy}, and {@code countedBy}, which is ours:
 * ALL or USER. Identifier, type and whether it is deployed are not looked at when they
 * are sent.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ApplicationPolicyBody(@Nullable String policyId, @Nullable String policyName, @Nullable String displayName,
		@Nullable String description, @JsonProperty("isDeployed") @Nullable Boolean isDeployed, @Nullable String type,
		@Nullable LimitBody defaultLimit, @Nullable BurstBody burstLimit,
		@Nullable String countedBy) implements PolicyBody {

	static ApplicationPolicyBody of(PolicyView policy) {
		return new ApplicationPolicyBody(policy.id().toString(), policy.name(), policy.displayName(),
				policy.description(), true, PolicyKind.APPLICATION.wireName(), LimitRules.body(policy.limits().quota()),
				LimitRules.body(policy.limits().burst()), policy.limits().countedBy().name());
	}

	@Override
	public PolicyDesign design() {
		return new PolicyDesign(this.policyName, this.displayName, this.description, this.defaultLimit, this.burstLimit,
				true, this.countedBy, null, List.of());
	}

}
