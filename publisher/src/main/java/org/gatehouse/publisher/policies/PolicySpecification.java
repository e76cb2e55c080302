package org.gatehouse.publisher.policies;

import org.gatehouse.mediation.PolicySpec;
import org.gatehouse.web.policies.ComposedPolicies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A policy's specification, as it is passed around.
 *
 * @param name the policy's name
 * @param version the policy's version
 * @param data the contract's {@code OperationPolicyData}, and of a composition what it is
 * made of
 */
record PolicySpecification(String name, String version, JsonNode data) {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	static PolicySpecification of(PolicySpec spec) {
		ObjectNode data = JSON.valueToTree(PolicyData.of(spec));
		data.remove("id");
		data.remove("md5");
		return new PolicySpecification(spec.name(), spec.version(), data);
	}

	static PolicySpecification of(ComposedPolicies.Stored stored) {
		PolicySpec spec = stored.composition().spec();
		return new PolicySpecification(spec.name(), spec.version(), JSON.readTree(stored.content()));
	}

}
