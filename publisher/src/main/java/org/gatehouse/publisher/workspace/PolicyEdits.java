package org.gatehouse.publisher.workspace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.gatehouse.common.runtime.Mediation;
import org.gatehouse.common.runtime.PolicyUse;
import org.gatehouse.mediation.Flow;
import org.gatehouse.mediation.PolicyCheck;
import org.gatehouse.mediation.PolicyParameter;
import org.gatehouse.mediation.PolicySpec;
import org.gatehouse.publisher.design.ApiDesign;
import org.gatehouse.publisher.design.OperationDesign;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.NotFound;
import org.jspecify.annotations.Nullable;

/**
 * What the page of policies does with a design: one use at a time, of the API or of an
 * operation.
 */
final class PolicyEdits {

	/**
	 * What the page calls the API itself, where operations have their method and path.
	 */
	static final String API = "";

	private PolicyEdits() {
	}

	/**
	 * A use as the page lists it.
	 *
	 * @param at its place in the flow
	 * @param first whether none is before it
	 * @param last whether none is after it
	 * @param use the use
	 * @param name what people read
	 */
	record Row(int at, boolean first, boolean last, PolicyUse use, String name) {

	}

	static String key(OperationDesign operation) {
		return operation.verb() + " " + operation.target();
	}

	static Mediation of(ApiDesign design, String on) {
		if (on.equals(API)) {
			return design.runtime().mediation();
		}
		return design.operations()
			.stream()
			.filter(operation -> key(operation).equals(on))
			.findFirst()
			.orElseThrow(() -> NotFound.of("operation", on))
			.runtime()
			.mediation();
	}

	static ApiDesign with(ApiDesign design, String on, Mediation mediation) {
		if (on.equals(API)) {
			return design.withRuntime(design.runtime().withMediation(mediation));
		}
		return design.withOperations(design.operations()
			.stream()
			.map(operation -> key(operation).equals(on)
					? operation.withRuntime(operation.runtime().withMediation(mediation)) : operation)
			.toList());
	}

	/** Moves, removes, changes or adds a use, as the pressed button says. */
	static Mediation changed(Mediation present, Form form, @Nullable PolicySpec spec) {
		Flow flow = flow(form.value("flow"));
		List<PolicyUse> uses = new ArrayList<>(PolicyCheck.of(present, flow));
		int at = at(form.value("at"), uses.size());
		switch (form.value("do")) {
			case "up" -> swap(uses, at, at - 1);
			case "down" -> swap(uses, at, at + 1);
			case "remove" -> uses.remove(at);
			default -> {
				PolicyUse use = typed(Objects.requireNonNull(spec, "a use is of a policy"), form);
				if (form.value("at").isEmpty()) {
					uses.add(use);
				}
				else {
					uses.set(at, use);
				}
			}
		}
		return PolicyCheck.with(present, flow, uses);
	}

	static Flow flow(String name) {
		for (Flow flow : Flow.values()) {
			if (flow.wireName().equals(name)) {
				return flow;
			}
		}
		throw NotFound.of("flow", name);
	}

	static int at(String text, int size) {
		if (text.isEmpty()) {
			return size;
		}
		if (!text.matches("\\d{1,3}") || Integer.parseInt(text) >= size) {
			throw NotFound.of("policy", text);
		}
		return Integer.parseInt(text);
	}

	private static void swap(List<PolicyUse> uses, int one, int other) {
		if (other >= 0 && other < uses.size()) {
			PolicyUse kept = uses.get(one);
			uses.set(one, uses.get(other));
			uses.set(other, kept);
		}
	}

	private static PolicyUse typed(PolicySpec spec, Form form) {
		Map<String, String> parameters = new HashMap<>();
		for (PolicyParameter parameter : spec.parameters()) {
			String value = form.value("p-" + parameter.name());
			if (!value.isEmpty()) {
				parameters.put(parameter.name(), value.replace("\r\n", "\n"));
			}
		}
		String condition = form.value("condition").strip();
		return new PolicyUse(spec.name(), spec.version(), parameters, condition.isEmpty() ? null : condition);
	}

	/** What a form for a use shows at first. */
	static Map<String, String> shown(PolicySpec spec, @Nullable PolicyUse use) {
		Map<String, String> values = new HashMap<>();
		for (PolicyParameter parameter : spec.parameters()) {
			String value = (use != null) ? use.parameters().get(parameter.name()) : null;
			String otherwise = parameter.defaultValue();
			values.put("p-" + parameter.name(), (value != null) ? value : (otherwise != null) ? otherwise : "");
		}
		String condition = (use != null) ? use.condition() : null;
		values.put("condition", (condition != null) ? condition : "");
		return values;
	}

}
