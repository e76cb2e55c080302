package org.gatehouse.publisher.design;

import java.util.UUID;

import org.gatehouse.mediation.PolicyCheck;
import org.gatehouse.mediation.Shelf;
import org.gatehouse.web.policies.ComposedPolicies;
import org.gatehouse.web.policies.PolicyUses;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Checks the policies of a design.
 */
@Component
class PolicyRules {

	private final ComposedPolicies composed;

	PolicyRules(ComposedPolicies composed) {
		this.composed = composed;
	}

	void copy(UUID versionId, UUID copyId) {
		this.composed.copy(versionId, copyId);
	}

	void check(@Nullable UUID versionId, ApiDesign design, BadRequest.Collector problems) {
		boolean any = !design.runtime().mediation().isEmpty()
				|| design.operations().stream().anyMatch(operation -> !operation.runtime().mediation().isEmpty());
		if (!any) {
			return;
		}
		Shelf shelf = this.composed.shelf(versionId);
		PolicyUses.reject(PolicyCheck.check(design.runtime().mediation(), shelf, true), "apiPolicies", problems);
		for (int i = 0; i < design.operations().size(); i++) {
			PolicyUses.reject(PolicyCheck.check(design.operations().get(i).runtime().mediation(), shelf, true),
					"operations[" + i + "].operationPolicies", problems);
		}
		DynamicEndpoints.check(design, shelf, problems);
	}

}
