package org.gatehouse.keymanager.scim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The steps of a PATCH (RFC 7644 section 3.5.2).
 *
 * @param steps in their order, at least one
 */
record ScimPatch(List<Step> steps) {

	private static final int MOST = 1000;

	/**
	 * What a step does.
	 */
	enum Op {

		ADD, REMOVE, REPLACE

	}

	/**
	 * One step.
	 *
	 * @param op what it does
	 * @param path what it is about, empty where the value's members say so
	 * @param value the value, null where there is none
	 */
	record Step(Op op, String path, @Nullable JsonNode value) {

		JsonNode required() {
			if (this.value == null) {
				throw ScimProblem.invalidValue("value is missing");
			}
			return this.value;
		}

	}

	static ScimPatch parse(JsonNode body) {
		JsonNode operations = new ScimDocument(body).get("Operations");
		if (operations == null || !operations.isArray() || operations.isEmpty() || operations.size() > MOST) {
			throw new ScimProblem(400, "invalidSyntax", "Operations: expected an array of 1 to " + MOST);
		}
		List<Step> steps = new ArrayList<>();
		for (JsonNode operation : operations) {
			ScimDocument document = new ScimDocument(operation);
			Op op = switch (document.required("op").toLowerCase(Locale.ROOT)) {
				case "add" -> Op.ADD;
				case "remove" -> Op.REMOVE;
				case "replace" -> Op.REPLACE;
				default -> throw new ScimProblem(400, "invalidSyntax", "op: expected add, remove or replace");
			};
			String path = document.text("path");
			steps.addAll(
					expanded(new Step(op, (path != null) ? withoutSchema(path.strip()) : "", document.get("value"))));
		}
		return new ScimPatch(List.copyOf(steps));
	}

	/** A step without a path is one for each member of its value. */
	private static List<Step> expanded(Step step) {
		if (!step.path().isEmpty()) {
			return List.of(step);
		}
		if (step.op() == Op.REMOVE) {
			throw new ScimProblem(400, "noTarget", "remove: path is missing");
		}
		List<Step> steps = new ArrayList<>();
		new ScimDocument(step.required()).node()
			.properties()
			.forEach((member) -> steps.add(new Step(step.op(), withoutSchema(member.getKey()), member.getValue())));
		return steps;
	}

	private static String withoutSchema(String path) {
		for (String schema : List.of(ScimUser.SCHEMA + ":", ScimGroup.SCHEMA + ":")) {
			if (path.regionMatches(true, 0, schema, 0, schema.length())) {
				return path.substring(schema.length());
			}
		}
		return path;
	}

}
