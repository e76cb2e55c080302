package org.gatehouse.web.policies;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.gatehouse.common.runtime.Mediation;
import org.gatehouse.common.runtime.PolicyUse;
import org.gatehouse.mediation.Catalogue;
import org.gatehouse.mediation.Flow;
import org.gatehouse.mediation.PolicyCheck;
import org.gatehouse.mediation.PolicyProblem;
import org.gatehouse.mediation.PolicySpec;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Uses of policies as WSO2's contract has them ({@code APIOperationPolicies}), with a
 * condition besides.
 */
public final class PolicyUses {

	private PolicyUses() {
	}

	/**
	 * Reads uses.
	 * @param node an object with lists {@code request}, {@code response} and
	 * {@code fault}, null or missing for none
	 * @param field where it stands
	 * @param problems takes what is of another JSON type
	 * @return the uses, still unchecked
	 */
	public static Mediation read(@Nullable JsonNode node, String field, BadRequest.Collector problems) {
		Mediation mediation = Mediation.DEFAULT;
		if (node == null || node.isNull() || node.isMissingNode()) {
			return mediation;
		}
		if (!node.isObject()) {
			problems.reject(field, null, "an object with lists of policies");
			return mediation;
		}
		for (Flow flow : Flow.values()) {
			mediation = PolicyCheck.with(mediation, flow,
					list(node.path(flow.wireName()), field + "." + flow.wireName(), problems));
		}
		return mediation;
	}

	/**
	 * Reads a list of uses.
	 * @param node the list, null or missing for none
	 * @param field where it stands
	 * @param problems takes what is of another JSON type
	 * @return the uses, still unchecked
	 */
	static List<PolicyUse> list(JsonNode node, String field, BadRequest.Collector problems) {
		List<PolicyUse> uses = new ArrayList<>();
		if (node.isNull() || node.isMissingNode()) {
			return uses;
		}
		if (!node.isArray()) {
			problems.reject(field, null, "a list of policies");
			return uses;
		}
		for (int i = 0; i < node.size(); i++) {
			String place = field + "[" + i + "]";
			JsonNode use = node.get(i);
			String name = use.path("policyName").asString("");
			if (name.isBlank()) {
				problems.reject(place + ".policyName", null, "a policy's name");
				continue;
			}
			uses.add(new PolicyUse(name, text(use.path("policyVersion"), Catalogue.VERSION),
					parameters(use.path("parameters"), place + ".parameters", problems),
					use.path("condition").isString() ? use.path("condition").stringValue() : null));
		}
		return uses;
	}

	private static String text(JsonNode node, String otherwise) {
		String value = node.asString("");
		return value.isBlank() ? otherwise : value;
	}

	private static Map<String, String> parameters(JsonNode node, String field, BadRequest.Collector problems) {
		Map<String, String> parameters = new LinkedHashMap<>();
		if (!node.isObject()) {
			problems.require(node.isMissingNode() || node.isNull(), field, null, "an object");
			return parameters;
		}
		for (Map.Entry<String, JsonNode> member : node.properties()) {
			if (member.getValue().isContainer()) {
				problems.reject(field + "." + member.getKey(), null, "a string, a number, true or false");
			}
			else if (!member.getValue().isNull()) {
				parameters.put(member.getKey(), member.getValue().asString());
			}
		}
		return parameters;
	}

	/**
	 * Writes uses.
	 * @param mediation the uses
	 * @return what becomes the contract's JSON
	 */
	public static Map<String, Object> write(Mediation mediation) {
		Map<String, Object> lists = new LinkedHashMap<>();
		for (Flow flow : Flow.values()) {
			lists.put(flow.wireName(), PolicyCheck.of(mediation, flow).stream().map(PolicyUses::item).toList());
		}
		return lists;
	}

	private static Map<String, Object> item(PolicyUse use) {
		Map<String, Object> item = new LinkedHashMap<>();
		item.put("policyName", use.policy());
		item.put("policyVersion", use.version());
		PolicySpec spec = Catalogue.find(use.policy(), use.version());
		if (spec != null) {
			item.put("policyId", spec.id().toString());
		}
		item.put("parameters", new TreeMap<>(use.parameters()));
		if (use.condition() != null) {
			item.put("condition", use.condition());
		}
		return item;
	}

	/**
	 * Notes what is wrong.
	 * @param found what is wrong
	 * @param field where the uses stand
	 * @param problems takes it
	 */
	public static void reject(List<PolicyProblem> found, String field, BadRequest.Collector problems) {
		found.forEach((problem) -> problems.reject(field + "." + problem.field(), problem.value(), problem.expected()));
	}

}
