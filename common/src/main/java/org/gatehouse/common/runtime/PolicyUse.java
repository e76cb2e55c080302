package org.gatehouse.common.runtime;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One use of a policy, with what it was given.
 *
 * @param policy the policy's name, such as {@code setHeader}
 * @param version the policy's version, such as {@code v1}
 * @param parameters its parameters by name, as text whatever their types
 * @param condition an expression that must hold for the policy to do anything, null for
 * always
 */
public record PolicyUse(String policy, String version, Map<String, String> parameters, @Nullable String condition) {

	public PolicyUse {
		parameters = (parameters != null) ? Map.copyOf(parameters) : Map.of();
	}

	/**
	 * The same use under another condition.
	 * @param expression an expression, null for always
	 * @return a new use
	 */
	public PolicyUse withCondition(@Nullable String expression) {
		return new PolicyUse(this.policy, this.version, this.parameters, expression);
	}

}
