package org.gatehouse.mediation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.gatehouse.common.runtime.Mediation;
import org.gatehouse.common.runtime.PolicyUse;
import org.jspecify.annotations.Nullable;

/**
 * A policy that is made of uses of the catalogue's policies. Where their parameters say
 * <code>{{name}}</code>, they get what the composition was given.
 *
 * @param spec what there is to know of it
 * @param uses what it is made of, in order
 */
public record Composition(PolicySpec spec, List<PolicyUse> uses) {

	private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_]+)\\s*}}");

	public Composition {
		uses = List.copyOf(uses);
	}

	/**
	 * Checks the composition by itself.
	 * @return everything that is wrong, empty where nothing is
	 */
	public List<PolicyProblem> check() {
		List<PolicyProblem> problems = new ArrayList<>();
		require(this.spec.name().matches("[A-Za-z][A-Za-z0-9_-]{0,59}"), "name", this.spec.name(),
				"1 to 60 letters, digits, _ and -, beginning with a letter", problems);
		require(this.spec.version().matches("v?[0-9][0-9A-Za-z.]{0,19}"), "version", this.spec.version(), "such as v1",
				problems);
		require(Catalogue.find(this.spec.name(), this.spec.version()) == null, "name", this.spec.name(),
				"a name and version that no policy of the catalogue has", problems);
		require(!this.spec.flows().isEmpty(), "applicableFlows", null, "request, response or fault", problems);
		require(!this.uses.isEmpty() && this.uses.size() <= 20, "policies", Integer.toString(this.uses.size()),
				"1 to 20 uses of the catalogue's policies", problems);
		for (PolicyParameter parameter : this.spec.parameters()) {
			checkRegex(parameter, problems);
		}
		for (int i = 0; i < this.uses.size(); i++) {
			checkUse("policies[" + i + "]", this.uses.get(i), problems);
		}
		return problems;
	}

	private static void checkRegex(PolicyParameter parameter, List<PolicyProblem> problems) {
		try {
			if (parameter.validationRegex() != null) {
				Pattern.compile(parameter.validationRegex());
			}
		}
		catch (PatternSyntaxException ex) {
			problems.add(new PolicyProblem("policyAttributes." + parameter.name() + ".validationRegex",
					parameter.validationRegex(), "a regular expression of RE2"));
		}
	}

	/** What has places in it can be judged only when they are filled in. */
	private void checkUse(String place, PolicyUse use, List<PolicyProblem> problems) {
		PolicySpec used = Catalogue.find(use.policy(), use.version());
		if (used == null) {
			problems.add(new PolicyProblem(place + ".policyName", use.policy() + " " + use.version(),
					"a policy of the catalogue and its version"));
			return;
		}
		require(used.flows().containsAll(this.spec.flows()), place + ".policyName", use.policy(),
				"a policy for all of the applicable flows", problems);
		boolean open = false;
		for (Map.Entry<String, String> parameter : use.parameters().entrySet()) {
			Matcher matcher = PLACE.matcher(parameter.getValue());
			while (matcher.find()) {
				open = true;
				require(this.spec.parameter(matcher.group(1)) != null, place + ".parameters." + parameter.getKey(),
						matcher.group(), "the name of a declared parameter", problems);
			}
		}
		if (!open && problems.isEmpty()) {
			for (Flow flow : this.spec.flows()) {
				PolicyCompiler.check(PolicyCheck.only(flow, List.of(use)))
					.forEach((problem) -> problems.add(new PolicyProblem(
							problem.field().replaceFirst("^\\w+\\[0]", place), problem.value(), problem.expected())));
				break;
			}
		}
	}

	private static void require(boolean holds, String field, @Nullable String value, String expected,
			List<PolicyProblem> problems) {
		if (!holds) {
			problems.add(new PolicyProblem(field, value, expected));
		}
	}

	/**
	 * Puts the uses in place of one of the composition.
	 * @param use a use of this composition
	 * @return uses of the catalogue's policies
	 */
	List<PolicyUse> expand(PolicyUse use) {
		List<PolicyUse> expanded = new ArrayList<>();
		for (PolicyUse inner : this.uses) {
			Map<String, String> filled = new HashMap<>();
			inner.parameters().forEach((name, value) -> filled.put(name, filled(value, use)));
			expanded.add(new PolicyUse(inner.policy(), inner.version(), filled, both(use, inner)));
		}
		return expanded;
	}

	private static @Nullable String both(PolicyUse outer, PolicyUse inner) {
		String first = outer.condition();
		String second = inner.condition();
		if (first == null || first.isBlank()) {
			return second;
		}
		return (second == null || second.isBlank()) ? first : "(" + first + ") && (" + second + ")";
	}

	private String filled(String text, PolicyUse use) {
		Matcher matcher = PLACE.matcher(text);
		StringBuilder out = new StringBuilder();
		int at = 0;
		while (matcher.find()) {
			PolicyParameter parameter = this.spec.parameter(matcher.group(1));
			String given = use.parameters().get(matcher.group(1));
			String otherwise = (parameter == null || parameter.defaultValue() == null) ? "" : parameter.defaultValue();
			out.append(text, at, matcher.start()).append((given == null || given.isEmpty()) ? otherwise : given);
			at = matcher.end();
		}
		return out.append(text, at, text.length()).toString();
	}

	/** The composition's uses on one flow, for those who check a use of it. */
	Mediation on(Flow flow, PolicyUse use) {
		return PolicyCheck.only(flow, expand(use));
	}

}
