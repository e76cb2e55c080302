package org.gatehouse.publisher.design;

import java.util.List;

import org.gatehouse.common.runtime.OperationRuntime;
import org.jspecify.annotations.Nullable;

/**
 * An operation as someone typed it: nothing is checked yet. The wire names are those of
 * {@code APIOperations} in WSO2's publisher contract.
 *
 * @param target the path below the API, such as {@code /order/{orderId}}
 * @param verb the HTTP method
 * @param authType a wire name of {@link org.gatehouse.common.api.AuthType}; null means
 * either kind of token
 * @param throttlingPolicy the name of a resource tier; null means {@code Unlimited}
 * @param scopes keys of scopes of which a token must hold one
 * @param summary one line for readers, null where there is none
 * @param produces the media types that it answers with, empty where unknown
 * @param runtime how gateways treat its calls, beyond what its API says
 */
public record OperationDesign(String target, String verb, @Nullable String authType, @Nullable String throttlingPolicy,
		List<String> scopes, @Nullable String summary, List<String> produces, OperationRuntime runtime) {

	public OperationDesign {
		scopes = List.copyOf(scopes);
		produces = List.copyOf(produces);
	}

	/**
	 * An operation that takes any token, asks for no scope and is not limited.
	 * @param verb the HTTP method
	 * @param target the path below the API
	 * @return the operation
	 */
	public static OperationDesign of(String verb, String target) {
		return new OperationDesign(target, verb, null, null, List.of(), null, List.of(), OperationRuntime.DEFAULT);
	}

	/**
	 * The same operation with another auth type.
	 * @param authType a wire name
	 * @return a new operation
	 */
	public OperationDesign withAuthType(String authType) {
		return new OperationDesign(this.target, this.verb, authType, this.throttlingPolicy, this.scopes, this.summary,
				this.produces, this.runtime);
	}

	/**
	 * The same operation behind other scopes.
	 * @param scopes scope keys
	 * @return a new operation
	 */
	public OperationDesign withScopes(String... scopes) {
		return new OperationDesign(this.target, this.verb, this.authType, this.throttlingPolicy, List.of(scopes),
				this.summary, this.produces, this.runtime);
	}

	/**
	 * The same operation on another resource tier.
	 * @param throttlingPolicy the tier's name
	 * @return a new operation
	 */
	public OperationDesign withTier(String throttlingPolicy) {
		return new OperationDesign(this.target, this.verb, this.authType, throttlingPolicy, this.scopes, this.summary,
				this.produces, this.runtime);
	}

	/**
	 * The same operation with the media types that it answers with.
	 * @param produces media types
	 * @return a new operation
	 */
	public OperationDesign withProduces(String... produces) {
		return new OperationDesign(this.target, this.verb, this.authType, this.throttlingPolicy, this.scopes,
				this.summary, List.of(produces), this.runtime);
	}

	/**
	 * The same operation with another runtime configuration.
	 * @param runtime how gateways treat its calls
	 * @return a new operation
	 */
	public OperationDesign withRuntime(OperationRuntime runtime) {
		return new OperationDesign(this.target, this.verb, this.authType, this.throttlingPolicy, this.scopes,
				this.summary, this.produces, runtime);
	}

}
