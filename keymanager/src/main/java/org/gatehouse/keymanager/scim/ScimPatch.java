package org.gatehouse.keymanager.scim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
	 * @param path what it is about
	 * @param value the value, null where there is none
	 * @param named whether the path was given, and not a name in the value
	 */
	record Step(Op op, ScimPath path, @Nullable JsonNode value, boolean named) {

		boolean isRemoval() {
			return this.op == Op.REMOVE;
		}

		/** Null stands for no value (RFC 7643 section 2.5). */
		boolean clears() {
			return isRemoval() || (this.op == Op.REPLACE && this.value == null);
		}

		/** The value as a text; null where it is to be removed. */
		@Nullable String text() {
			return clears() ? null : ScimDocument.text(required(), this.path.written());
		}

		JsonNode required() {
			if (this.value == null) {
				throw ScimProblem.invalidValue(this.path.written() + ": value is missing");
			}
			return this.value;
		}

		/** Refuses to take away what must be there. */
		JsonNode kept() {
			if (isRemoval()) {
				throw ScimProblem.mutability(this.path.written() + ": remove (expected: add or replace)");
			}
			return required();
		}

		/** Refuses what nobody here keeps, unless it came with what was asked for. */
		void requireNotNamed() {
			if (this.named) {
				throw ScimProblem.invalidPath(this.path.written());
			}
		}

		ScimProblem readOnly() {
			return ScimProblem.mutability(this.path.written() + " is read only (expected: another attribute)");
		}

	}

	static ScimPatch parse(JsonNode body) {
		JsonNode operations = ScimDocument.of(body, ScimSchemas.PATCH).get("Operations");
		if (operations == null || !operations.isArray() || operations.isEmpty() || operations.size() > MOST) {
			throw ScimProblem.invalidSyntax("Operations: expected an array of 1 to " + MOST);
		}
		List<Step> steps = new ArrayList<>();
		for (JsonNode operation : operations) {
			steps.addAll(steps(new ScimDocument(operation)));
		}
		return new ScimPatch(List.copyOf(steps));
	}

	/** A step without a path is one for each member of its value. */
	private static List<Step> steps(ScimDocument operation) {
		JsonNode written = operation.get("op");
		Op op = switch ((written != null && written.isString()) ? written.stringValue().toLowerCase(Locale.ROOT) : "") {
			case "add" -> Op.ADD;
			case "remove" -> Op.REMOVE;
			case "replace" -> Op.REPLACE;
			default -> throw ScimProblem.invalidSyntax("op: expected add, remove or replace");
		};
		String path = operation.text("path");
		JsonNode value = operation.get("value");
		if (path != null && !path.isBlank()) {
			return List.of(new Step(op, ScimFilterParser.path(path.strip()), value, true));
		}
		if (op == Op.REMOVE) {
			throw new ScimProblem(400, "noTarget", "remove: path is missing");
		}
		if (value == null || !value.isObject()) {
			throw ScimProblem.invalidValue("value: expected an object, since there is no path");
		}
		List<Step> steps = new ArrayList<>();
		members(op, value, steps);
		return steps;
	}

	/** What a schema that there is not here says is left out, as in a POST. */
	private static void members(Op op, JsonNode value, List<Step> steps) {
		for (Map.Entry<String, JsonNode> member : value.properties()) {
			String name = ScimSchemas.withoutSchema(member.getKey());
			if (ScimSchemas.isOfResource(name) && member.getValue().isObject()) {
				members(op, member.getValue(), steps);
			}
			else if (!name.regionMatches(true, 0, "urn:", 0, 4)) {
				JsonNode given = member.getValue().isNull() ? null : member.getValue();
				steps.add(new Step((given == null) ? Op.REMOVE : op, ScimFilterParser.path(name), given, false));
			}
		}
	}

}
