package org.gatehouse.mediation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.gatehouse.common.runtime.Mediation;
import org.gatehouse.common.runtime.OperationDefinition;
import org.gatehouse.common.runtime.PolicyUse;
import org.jspecify.annotations.Nullable;

/**
 * Makes actions of uses. What is refused here is refused when it is saved and when a
 * gateway takes it over, with the same words.
 */
public final class PolicyCompiler {

	/** More uses in one flow are refused. */
	public static final int MOST_USES = 50;

	private PolicyCompiler() {
	}

	/** Expressions are costly to get ready for, and most gateways have none. */
	private static final class Shared {

		private static final Expressions EXPRESSIONS = new Expressions();

	}

	static Expressions expressions() {
		return Shared.EXPRESSIONS;
	}

	/**
	 * Compiles.
	 * @param mediation the uses of the catalogue's policies
	 * @param definition what the API's definition says of the operation, null where that
	 * does not matter
	 * @return what happens
	 * @throws BadPolicies with everything that is wrong
	 */
	public static CompiledMediation compile(Mediation mediation, @Nullable OperationDefinition definition) {
		if (mediation.isEmpty()) {
			return CompiledMediation.NONE;
		}
		List<PolicyProblem> problems = new ArrayList<>();
		Steps request = steps(Flow.REQUEST, mediation.request(), definition, problems);
		Steps response = steps(Flow.RESPONSE, mediation.response(), definition, problems);
		Steps fault = steps(Flow.FAULT, mediation.fault(), definition, problems);
		if (!problems.isEmpty()) {
			throw new BadPolicies(problems);
		}
		return new CompiledMediation(request, response, fault);
	}

	/**
	 * Checks without a definition.
	 * @param mediation the uses of the catalogue's policies
	 * @return everything that is wrong, empty where nothing is
	 */
	public static List<PolicyProblem> check(Mediation mediation) {
		try {
			compile(mediation, null);
			return List.of();
		}
		catch (BadPolicies ex) {
			return ex.problems();
		}
	}

	/**
	 * Tells whether a use needs what the API's definition says.
	 * @param mediation the uses of the catalogue's policies
	 * @return true if one of them does
	 */
	public static boolean needsDefinition(Mediation mediation) {
		return Stream.of(mediation.request(), mediation.response(), mediation.fault())
			.flatMap(List::stream)
			.anyMatch(PolicyCompiler::needsDefinition);
	}

	private static boolean needsDefinition(PolicyUse use) {
		PolicySpec spec = Catalogue.find(use.policy(), use.version());
		return spec != null && spec.needsDefinition();
	}

	private static Steps steps(Flow flow, List<PolicyUse> uses, @Nullable OperationDefinition definition,
			List<PolicyProblem> problems) {
		if (uses.isEmpty()) {
			return Steps.NONE;
		}
		if (uses.size() > MOST_USES) {
			problems.add(new PolicyProblem(flow.wireName(), Integer.toString(uses.size()),
					"at most " + MOST_USES + " policies"));
			return Steps.NONE;
		}
		List<Steps.Step> steps = new ArrayList<>();
		for (int i = 0; i < uses.size(); i++) {
			Steps.Step step = step(flow, uses.get(i), flow.wireName() + "[" + i + "]", definition, problems);
			if (step != null) {
				steps.add(step);
			}
		}
		return new Steps(steps);
	}

	private static Steps.@Nullable Step step(Flow flow, PolicyUse use, String place,
			@Nullable OperationDefinition definition, List<PolicyProblem> problems) {
		PolicySpec spec = Catalogue.find(use.policy(), use.version());
		if (spec == null) {
			problems.add(new PolicyProblem(place + ".policyName", use.policy() + " " + use.version(),
					"a policy of the catalogue and its version"));
			return null;
		}
		if (!spec.flows().contains(flow)) {
			problems
				.add(new PolicyProblem(place + ".policyName", use.policy(), "a policy that acts on a " + flow.wireName()
						+ "; this one acts on " + spec.flows().stream().map(Flow::wireName).sorted().toList()));
			return null;
		}
		Condition condition = condition(use, place, problems);
		List<PolicyProblem> own = new ArrayList<>();
		Values values = new Values(spec, use, place, Shared.EXPRESSIONS, definition, own);
		Action action = values.areSound() ? Catalogue.make(spec, values) : null;
		problems.addAll(own);
		return (action == null || !own.isEmpty()) ? null
				: new Steps.Step(condition, action, condition != null || hasExpression(spec, use));
	}

	private static boolean hasExpression(PolicySpec spec, PolicyUse use) {
		return use.parameters().values().stream().anyMatch((value) -> value.contains("${"))
				|| spec.parameters().stream().anyMatch((known) -> known.type() == PolicyParameter.Type.EXPRESSION);
	}

	private static @Nullable Condition condition(PolicyUse use, String place, List<PolicyProblem> problems) {
		String text = use.condition();
		if (text == null || text.isBlank()) {
			return null;
		}
		try {
			return Shared.EXPRESSIONS.condition(text);
		}
		catch (IllegalArgumentException ex) {
			problems.add(new PolicyProblem(place + ".condition", text, String.valueOf(ex.getMessage())));
			return null;
		}
	}

}
