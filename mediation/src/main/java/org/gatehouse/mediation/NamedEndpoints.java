package org.gatehouse.mediation;

import java.util.ArrayList;
import java.util.List;

import org.gatehouse.common.runtime.Mediation;
import org.gatehouse.common.runtime.PolicyUse;

/**
 * The endpoints that policies send calls to. Whether an API has them on its list is for
 * those to say who know the list.
 */
public final class NamedEndpoints {

	private NamedEndpoints() {
	}

	/**
	 * An endpoint that a policy names.
	 *
	 * @param field where, such as {@code request[0].parameters.endpoints}
	 * @param policy the name of the policy that was put there
	 * @param url the endpoint's http or https URL
	 */
	public record Named(String field, String policy, String url) {

	}

	/**
	 * Finds the endpoints that policies name.
	 * @param mediation uses of policies; what is wrong with them is passed over
	 * @param shelf the compositions that may be used
	 * @return the endpoints in the order in which they stand
	 */
	public static List<Named> of(Mediation mediation, Shelf shelf) {
		List<Named> named = new ArrayList<>();
		for (int i = 0; i < mediation.request().size(); i++) {
			PolicyUse use = mediation.request().get(i);
			boolean composed = Catalogue.find(use.policy(), use.version()) == null;
			String field = "request[" + i + "]" + (composed ? "" : ".parameters.endpoints");
			for (PolicyUse inner : PolicyCheck.expand(PolicyCheck.only(Flow.REQUEST, List.of(use)), shelf).request()) {
				if (inner.policy().equals(Catalogue.DYNAMIC_ENDPOINT)) {
					urls(inner).forEach((url) -> named.add(new Named(field, use.policy(), url)));
				}
			}
		}
		return named;
	}

	private static List<String> urls(PolicyUse use) {
		return use.parameters()
			.getOrDefault("endpoints", "")
			.lines()
			.map((line) -> line.substring(line.indexOf('=') + 1).strip())
			.filter((url) -> TargetActions.endpoint(url) != null)
			.toList();
	}

}
