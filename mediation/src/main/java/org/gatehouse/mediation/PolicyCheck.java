package org.gatehouse.mediation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.gatehouse.common.runtime.Mediation;
import org.gatehouse.common.runtime.PolicyUse;
import org.jspecify.annotations.Nullable;

/**
 * Checks what someone has put together, compositions included, and replaces compositions
 * by what they are made of, since gateways know the catalogue only.
 */
public final class PolicyCheck {

	private PolicyCheck() {
	}

	/**
	 * Checks.
	 * @param mediation uses of policies
	 * @param shelf the compositions that may be used
	 * @param withDefinition false where there is no definition that policies could read
	 * @return everything that is wrong, each at its place
	 */
	public static List<PolicyProblem> check(Mediation mediation, Shelf shelf, boolean withDefinition) {
		List<PolicyProblem> problems = new ArrayList<>();
		for (Flow flow : Flow.values()) {
			List<PolicyUse> uses = of(mediation, flow);
			if (expand(uses, shelf).size() > PolicyCompiler.MOST_USES) {
				problems.add(new PolicyProblem(flow.wireName(), Integer.toString(uses.size()),
						"at most " + PolicyCompiler.MOST_USES + " policies"));
				continue;
			}
			for (int i = 0; i < uses.size(); i++) {
				check(flow, uses.get(i), flow.wireName() + "[" + i + "]", shelf, withDefinition, problems);
			}
		}
		return problems;
	}

	private static void check(Flow flow, PolicyUse use, String place, Shelf shelf, boolean withDefinition,
			List<PolicyProblem> problems) {
		Composition composition = composition(use, shelf);
		if (composition != null) {
			checkComposed(flow, use, place, composition, problems);
		}
		else {
			PolicyCompiler.check(only(flow, List.of(use)))
				.forEach((problem) -> problems
					.add(new PolicyProblem(place + problem.field().substring(flow.wireName().length() + "[0]".length()),
							problem.value(), problem.expected())));
		}
		if (!withDefinition && PolicyCompiler.needsDefinition(expand(only(flow, List.of(use)), shelf))) {
			problems
				.add(new PolicyProblem(place + ".policyName", use.policy(), "a policy that needs no API's definition"));
		}
	}

	private static void checkComposed(Flow flow, PolicyUse use, String place, Composition composition,
			List<PolicyProblem> problems) {
		if (!composition.spec().flows().contains(flow)) {
			problems.add(new PolicyProblem(place + ".policyName", use.policy(),
					"a policy that acts on a " + flow.wireName()));
			return;
		}
		int before = problems.size();
		new Values(composition.spec(), use, place, PolicyCompiler.expressions(), null, problems);
		if (problems.size() == before) {
			PolicyCompiler.check(composition.on(flow, use))
				.forEach((problem) -> problems
					.add(new PolicyProblem(problem.field().endsWith(".condition") ? place + ".condition" : place,
							problem.value(), problem.expected())));
		}
	}

	/**
	 * Replaces compositions by what they are made of.
	 * @param mediation uses of policies
	 * @param shelf the compositions
	 * @return uses of the catalogue's policies; what nobody knows stays as it is
	 */
	public static Mediation expand(Mediation mediation, Shelf shelf) {
		return new Mediation(expand(mediation.request(), shelf), expand(mediation.response(), shelf),
				expand(mediation.fault(), shelf));
	}

	private static List<PolicyUse> expand(List<PolicyUse> uses, Shelf shelf) {
		List<PolicyUse> expanded = new ArrayList<>();
		for (PolicyUse use : uses) {
			Composition composition = composition(use, shelf);
			if (composition == null) {
				expanded.add(use);
			}
			else {
				expanded.addAll(composition.expand(use));
			}
		}
		return expanded;
	}

	private static @Nullable Composition composition(PolicyUse use, Shelf shelf) {
		return (Catalogue.find(use.policy(), use.version()) != null) ? null : shelf.find(use.policy(), use.version());
	}

	/**
	 * The uses of a flow.
	 * @param mediation all uses
	 * @param flow the flow
	 * @return its uses in their order
	 */
	public static List<PolicyUse> of(Mediation mediation, Flow flow) {
		return switch (flow) {
			case REQUEST -> mediation.request();
			case RESPONSE -> mediation.response();
			case FAULT -> mediation.fault();
		};
	}

	/**
	 * The same with other uses of a flow.
	 * @param mediation all uses
	 * @param flow the flow
	 * @param uses its uses in their order
	 * @return the new uses
	 */
	public static Mediation with(Mediation mediation, Flow flow, List<PolicyUse> uses) {
		return switch (flow) {
			case REQUEST -> new Mediation(uses, mediation.response(), mediation.fault());
			case RESPONSE -> new Mediation(mediation.request(), uses, mediation.fault());
			case FAULT -> new Mediation(mediation.request(), mediation.response(), uses);
		};
	}

	static Mediation only(Flow flow, List<PolicyUse> uses) {
		return with(Mediation.DEFAULT, flow, uses);
	}

	/**
	 * Tells whether every call is answered with the definition's examples, so that no
	 * endpoint is needed.
	 * @param mediation an API's uses
	 * @return true if it is a mock
	 */
	public static boolean isMocked(Mediation mediation) {
		return mediation.request().stream().anyMatch(PolicyCheck::isMock);
	}

	private static boolean isMock(PolicyUse use) {
		return use.policy().equals(Catalogue.MOCK) && (use.condition() == null || use.condition().isBlank());
	}

	/**
	 * Makes a mock of an API, or an API of a mock.
	 * @param mediation its uses
	 * @param mocked whether it is to be one
	 * @return its uses then
	 */
	public static Mediation mocked(Mediation mediation, boolean mocked) {
		if (isMocked(mediation) == mocked) {
			return mediation;
		}
		List<PolicyUse> uses = new ArrayList<>(mediation.request());
		if (mocked) {
			uses.add(new PolicyUse(Catalogue.MOCK, Catalogue.VERSION, Map.of(), null));
		}
		else {
			uses.removeIf(PolicyCheck::isMock);
		}
		return with(mediation, Flow.REQUEST, uses);
	}

}
