package org.gatehouse.publisher.design;

import org.gatehouse.common.runtime.Mediation;
import org.gatehouse.common.runtime.OperationRuntime;
import org.gatehouse.mediation.PolicyCheck;
import org.gatehouse.publisher.rest.BodyReader;
import org.gatehouse.web.policies.PolicyUses;
import org.gatehouse.web.rest.BadRequest;

/**
 * The contract's {@code apiPolicies}, {@code operationPolicies} and
 * {@code endpointImplementationType}: {@code INLINE} is an API that answers with the
 * examples of its definition, and that is a policy.
 */
final class PoliciesBody {

	private PoliciesBody() {
	}

	static Mediation read(BodyReader fields, Mediation base, BadRequest.Collector problems) {
		Mediation mediation = fields.has("apiPolicies")
				? PolicyUses.read(fields.any("apiPolicies"), "apiPolicies", problems) : base;
		String type = fields.text("endpointImplementationType", null);
		if (type == null || (type.equals(typeOf(base)) && fields.has("apiPolicies"))) {
			// Whoever sends back what was read, with the policies changed, means these.
			return mediation;
		}
		return switch (type) {
			case "INLINE" -> PolicyCheck.mocked(mediation, true);
			case "ENDPOINT" -> PolicyCheck.mocked(mediation, false);
			default -> {
				problems.reject("endpointImplementationType", type, "ENDPOINT or INLINE");
				yield mediation;
			}
		};
	}

	static OperationRuntime read(BodyReader fields, OperationRuntime base, BadRequest.Collector problems) {
		return fields.has("operationPolicies")
				? base.withMediation(
						PolicyUses.read(fields.any("operationPolicies"), fields.path("operationPolicies"), problems))
				: base;
	}

	static String implementationType(ApiDesign design) {
		return typeOf(design.runtime().mediation());
	}

	private static String typeOf(Mediation mediation) {
		return PolicyCheck.isMocked(mediation) ? "INLINE" : "ENDPOINT";
	}

}
