package org.gatehouse.publisher.deployment;

import java.util.ArrayList;
import java.util.List;

import org.gatehouse.common.runtime.Mediation;
import org.gatehouse.common.runtime.OperationDefinition;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.mediation.BadPolicies;
import org.gatehouse.mediation.PolicyCheck;
import org.gatehouse.mediation.PolicyCompiler;
import org.gatehouse.mediation.Shelf;
import org.gatehouse.publisher.definition.DefinedBodies;
import org.gatehouse.web.policies.ComposedPolicies;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Makes of a working copy what a revision fixes: composed policies are replaced by what
 * they are made of, and where policies read the definition, what it says comes along.
 */
@Component
class RevisionContents {

	private final ComposedPolicies composed;

	RevisionContents(ComposedPolicies composed) {
		this.composed = composed;
	}

	RevisionContent of(ApiVersion version) {
		RevisionContent plain = RevisionContent.of(version);
		Mediation ofApi = plain.runtime().mediation();
		boolean any = !ofApi.isEmpty()
				|| plain.operations().stream().anyMatch(operation -> !operation.runtime().mediation().isEmpty());
		if (!any) {
			return plain;
		}
		Shelf shelf = this.composed.shelf(version.getId());
		Mediation expanded = PolicyCheck.expand(ofApi, shelf);
		boolean apiNeeds = PolicyCompiler.needsDefinition(expanded);
		DefinedBodies bodies = null;
		List<SnapshotEntry.Operation> operations = new ArrayList<>();
		for (SnapshotEntry.Operation operation : plain.operations()) {
			Mediation own = PolicyCheck.expand(operation.runtime().mediation(), shelf);
			OperationDefinition definition = null;
			if (apiNeeds || PolicyCompiler.needsDefinition(own)) {
				bodies = (bodies != null) ? bodies : DefinedBodies.of(version.definition());
				definition = bodies.of(operation.verb(), operation.pattern());
			}
			operations.add(with(operation, own, definition));
		}
		return plain.with(plain.runtime().withMediation(expanded), operations);
	}

	private static SnapshotEntry.Operation with(SnapshotEntry.Operation operation, Mediation own,
			@Nullable OperationDefinition definition) {
		return new SnapshotEntry.Operation(operation.verb(), operation.pattern(), operation.authType(),
				operation.scopes(), operation.tier(), operation.produces(),
				operation.runtime().withMediation(own).withDefinition(definition));
	}

	/**
	 * The same, known to be what gateways can compile.
	 * @param version the API version
	 * @return what a revision fixes
	 * @throws BadRequest with everything that is wrong
	 */
	RevisionContent checked(ApiVersion version) {
		RevisionContent content = of(version);
		BadRequest.Collector problems = BadRequest.collect();
		for (SnapshotEntry.Operation operation : content.operations()) {
			String place = operation.verb() + " " + operation.pattern();
			compile(content.runtime().mediation(), operation.runtime().definition(), place + " apiPolicies", problems);
			compile(operation.runtime().mediation(), operation.runtime().definition(), place + " operationPolicies",
					problems);
		}
		problems.throwIfAny();
		return content;
	}

	private static void compile(Mediation mediation, @Nullable OperationDefinition definition, String place,
			BadRequest.Collector problems) {
		try {
			PolicyCompiler.compile(mediation, definition);
		}
		catch (BadPolicies ex) {
			ex.problems()
				.forEach(
						problem -> problems.reject(place + "." + problem.field(), problem.value(), problem.expected()));
		}
	}

}
