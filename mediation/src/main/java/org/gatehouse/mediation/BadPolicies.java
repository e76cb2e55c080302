package org.gatehouse.mediation;

import java.util.List;

/**
 * Uses of policies that cannot be compiled.
 */
public final class BadPolicies extends IllegalArgumentException {

	private static final long serialVersionUID = 1;

	private final transient List<PolicyProblem> problems;

	BadPolicies(List<PolicyProblem> problems) {
		super(String.join("; ", problems.stream().map(PolicyProblem::text).toList()));
		this.problems = List.copyOf(problems);
	}

	/**
	 * Everything that is wrong.
	 * @return at least one problem
	 */
	public List<PolicyProblem> problems() {
		return this.problems;
	}

}
