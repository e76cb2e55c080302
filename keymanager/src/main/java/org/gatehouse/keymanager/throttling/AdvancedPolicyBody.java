package org.gatehouse.keymanager.throttling;

import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The contract's {@code AdvancedThrottlePolicy}, and {@code countedBy}, which is ours:
 * ALL, USER or ADDRESS. Identifier, type and whether it is deployed are not looked at
 * when they are sent.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AdvancedPolicyBody(@Nullable String policyId, @Nullable String policyName, @Nullable String displayName,
		@Nullable String description, @JsonProperty("isDeployed") @Nullable Boolean isDeployed, @Nullable String type,
		@Nullable LimitBody defaultLimit, @Nullable List<GroupBody> conditionalGroups,
		@Nullable String countedBy) implements PolicyBody {

	static AdvancedPolicyBody of(PolicyView policy) {
		return new AdvancedPolicyBody(policy.id().toString(), policy.name(), policy.displayName(), policy.description(),
				true, PolicyKind.ADVANCED.wireName(), LimitRules.body(policy.limits().quota()),
				ConditionRules.bodies(policy.limits().groups()), policy.limits().countedBy().name());
	}

	@Override
	public PolicyDesign design() {
		return new PolicyDesign(this.policyName, this.displayName, this.description, this.defaultLimit, null, true,
				this.countedBy, null, Objects.requireNonNullElse(this.conditionalGroups, List.of()));
	}

}
