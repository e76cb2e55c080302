package org.gatehouse.common.runtime;

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What happens to the calls and answers of an API, or of an operation, on their way.
 *
 * @param request what happens to calls, in this order, before they are forwarded
 * @param response what happens to the backend's answers, in this order
 * @param fault what happens to the gateway's refusals, in this order
 */
public record Mediation(List<PolicyUse> request, List<PolicyUse> response, List<PolicyUse> fault) {

	/** What an API has that says nothing of it. */
	public static final Mediation DEFAULT = new Mediation(List.of(), List.of(), List.of());

	// A document of before the lists came has null for them, whatever their types say.
	public Mediation {
		request = (request != null) ? List.copyOf(request) : List.of();
		response = (response != null) ? List.copyOf(response) : List.of();
		fault = (fault != null) ? List.copyOf(fault) : List.of();
	}

	/**
	 * Tells whether a policy is in use.
	 * @param policy its name
	 * @param version its version
	 * @return true if it is
	 */
	public boolean has(String policy, String version) {
		return Stream.of(this.request, this.response, this.fault)
			.flatMap(List::stream)
			.anyMatch((use) -> use.policy().equals(policy) && use.version().equals(version));
	}

	/**
	 * Tells whether nothing happens at all.
	 * @return true if there is no use of a policy
	 */
	@JsonIgnore
	public boolean isEmpty() {
		return this.request.isEmpty() && this.response.isEmpty() && this.fault.isEmpty();
	}

}
