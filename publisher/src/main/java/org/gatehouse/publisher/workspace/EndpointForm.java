package org.gatehouse.publisher.workspace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.gatehouse.publisher.design.ApiDesign;
import org.gatehouse.publisher.design.EndpointBody;
import org.gatehouse.publisher.rest.BodyReader;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * The contract's {@code endpointConfig} as fields of a form, each named by its path in
 * the JSON; the first endpoint of a kind of key has no number.
 */
final class EndpointForm {

	static final String ROOT = "endpointConfig.";

	/** The lists of endpoints, in the order of the page. */
	static final List<String> LISTS = List.of("production_endpoints", "production_failovers", "sandbox_endpoints",
			"sandbox_failovers");

	/** What can be said of an endpoint besides its URL. */
	static final List<String> SETTINGS = List.of("weight", "connectTimeout", "actionDuration", "actionSelect",
			"suspendDuration", "factor", "suspendMaxDuration", "suspendErrorCode", "retryTimeOut", "retryDelay",
			"retryErroCode");

	private static final List<String> PLAIN = List.of("endpoint_type", "algoCombo", "sessionManagement",
			"sessionTimeOut", "failOver", "target_header");

	private static final JsonMapper JSON = new JsonMapper();

	private EndpointForm() {
	}

	/** The form of what is stored. */
	static Form of(ApiDesign design, String edition) {
		MultiValueMap<String, String> values = new LinkedMultiValueMap<>();
		values.set("edition", edition);
		values.set(ROOT + "endpoint_type", "http");
		values.set(ROOT + "algoCombo", "org.apache.synapse.endpoints.algorithms.RoundRobin");
		values.set(ROOT + "failOver", "True");
		Map<String, Object> json = EndpointBody.of(design).json();
		if (json != null) {
			PLAIN.stream().filter(json::containsKey).forEach(name -> values.set(ROOT + name, text(json.get(name))));
			LISTS.forEach(list -> fill(values, list, json.get(list)));
		}
		return completed(values);
	}

	private static void fill(MultiValueMap<String, String> values, String list, @Nullable Object endpoints) {
		List<?> all = (endpoints instanceof List<?> many) ? many
				: (endpoints instanceof Map<?, ?> one) ? List.of(one) : List.of();
		for (int i = 0; i < all.size(); i++) {
			if (all.get(i) instanceof Map<?, ?> endpoint) {
				String row = row(list, i);
				values.set(row + ".url", text(endpoint.get("url")));
				if (endpoint.get("config") instanceof Map<?, ?> config) {
					config.forEach((name, value) -> values.set(row + ".config." + name, text(value)));
				}
			}
		}
	}

	private static String text(@Nullable Object value) {
		return (value instanceof List<?> many) ? String.join(", ", many.stream().map(String::valueOf).toList())
				: String.valueOf(value);
	}

	/** There is always a first endpoint to be typed. */
	private static Form completed(MultiValueMap<String, String> values) {
		for (String list : LISTS) {
			if (list.endsWith("_endpoints") && !values.containsKey(row(list, 0) + ".url")) {
				values.set(row(list, 0) + ".url", "");
			}
		}
		return Form.of(values);
	}

	private static String row(String list, int number) {
		return ROOT + list + ((number == 0 && list.endsWith("_endpoints")) ? "" : "[" + number + "]");
	}

	/**
	 * The rows of the page.
	 * @param form the form
	 * @return the names' beginnings of each list's endpoints
	 */
	static Map<String, List<String>> rows(Form form) {
		Map<String, List<String>> rows = new LinkedHashMap<>();
		for (String list : LISTS) {
			List<String> all = new ArrayList<>();
			while (form.fields().contains(row(list, all.size()) + ".url")) {
				all.add(row(list, all.size()));
			}
			rows.put(list, all);
		}
		return rows;
	}

	/**
	 * The rows of which more is said than their URLs.
	 * @param form the form
	 * @return the beginnings of their names
	 */
	static Set<String> configured(Form form) {
		return rows(form).values()
			.stream()
			.flatMap(List::stream)
			.filter(row -> SETTINGS.stream()
				.anyMatch(name -> !form.value(row + ".config." + name).isEmpty()
						|| form.error(row + ".config." + name) != null))
			.collect(Collectors.toSet());
	}

	/**
	 * Adds or removes an endpoint without saving.
	 * @param typed the fields
	 * @param act {@code add:} with a list, or {@code remove:} with a row
	 * @return the form with more or less of them
	 */
	static Form changed(MultiValueMap<String, String> typed, String act) {
		Form form = Form.of(typed);
		MultiValueMap<String, String> values = new LinkedMultiValueMap<>();
		typed.forEach((name, all) -> {
			if (LISTS.stream().noneMatch(list -> name.startsWith(ROOT + list))) {
				values.put(name, all);
			}
		});
		rows(form).forEach((list, rows) -> {
			int kept = 0;
			for (String row : rows) {
				if (!act.equals("remove:" + row)) {
					String next = row(list, kept++);
					values.set(next + ".url", form.value(row + ".url"));
					SETTINGS.forEach(name -> values.set(next + ".config." + name, form.value(row + ".config." + name)));
				}
			}
			if (act.equals("add:" + list)) {
				values.set(row(list, kept) + ".url", "");
			}
		});
		return completed(values);
	}

	/**
	 * Reads the form.
	 * @param form the form as it was sent
	 * @return the endpoints
	 * @throws BadRequest for fields that cannot be read
	 */
	static EndpointBody read(Form form) {
		Map<String, Object> config = new LinkedHashMap<>();
		PLAIN.forEach(name -> config.put(name, form.value(ROOT + name)));
		config.put("failOver", form.has(ROOT + "failOver", "True") ? "True" : "False");
		rows(form).forEach((list, rows) -> config.put(list, rows.stream().map(row -> endpoint(form, row)).toList()));
		BadRequest.Collector problems = BadRequest.collect();
		EndpointBody body = EndpointBody.read(
				BodyReader.of(JSON.valueToTree(Map.of("endpointConfig", config)), problems).object("endpointConfig"),
				problems);
		problems.throwIfAny();
		return body;
	}

	private static Map<String, Object> endpoint(Form form, String row) {
		Map<String, Object> config = new LinkedHashMap<>();
		SETTINGS.forEach(name -> config.put(name, form.value(row + ".config." + name)));
		return Map.of("url", form.value(row + ".url"), "config", config);
	}

	/** What is wrong stands at the fields of this page. */
	static Form named(Form refused) {
		String first = row(LISTS.getFirst(), 0) + ".url";
		Form named = refused.renamed("endpointConfig", first);
		for (String list : LISTS) {
			String inJson = ROOT + list + "[0]";
			named = named.renamed(inJson + ".url", row(list, 0) + ".url").renamed(ROOT + list, row(list, 0) + ".url");
			for (String name : SETTINGS) {
				named = named.renamed(inJson + ".config." + name, row(list, 0) + ".config." + name);
			}
		}
		for (String field : refused.errors().keySet()) {
			if (field.startsWith("apiPolicies.") || field.contains(".operationPolicies.")) {
				named = named.renamed(field, ROOT + "endpoint_type");
			}
		}
		return named;
	}

}
