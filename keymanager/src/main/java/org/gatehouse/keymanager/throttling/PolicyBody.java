package org.gatehouse.keymanager.throttling;

/**
 * A policy as the contract has it.
 */
sealed interface PolicyBody permits ApplicationPolicyBody, SubscriptionPolicyBody, AdvancedPolicyBody {

	/** The same policy, not checked yet. */
	PolicyDesign design();

	static PolicyBody of(PolicyView policy) {
		return switch (policy.kind()) {
			case SUBSCRIPTION -> SubscriptionPolicyBody.of(policy);
			case APPLICATION -> ApplicationPolicyBody.of(policy);
			case ADVANCED -> AdvancedPolicyBody.of(policy);
		};
	}

}
