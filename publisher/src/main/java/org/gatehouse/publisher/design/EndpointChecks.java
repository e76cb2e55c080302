package org.gatehouse.publisher.design;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gatehouse.common.runtime.EndpointRules;
import org.gatehouse.common.runtime.EndpointRules.Group;
import org.gatehouse.common.runtime.EndpointRules.Kind;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * What an API's endpoints have to be together.
 */
final class EndpointChecks {

	private static final int MOST = 20;

	private static final Pattern VARIABLE = Pattern.compile("\\{uri\\.var\\.([^}]*)}");

	private EndpointChecks() {
	}

	static void check(ApiDesign design, BadRequest.Collector problems) {
		EndpointRules rules = design.runtime().endpoints();
		check(design, "production", design.productionEndpoint(), rules.production(), problems);
		check(design, "sandbox", design.sandboxEndpoint(), rules.sandbox(), problems);
	}

	private static void check(ApiDesign design, String keyType, @Nullable String first, Group group,
			BadRequest.Collector problems) {
		if (first == null) {
			return;
		}
		Kind kind = design.runtime().endpoints().kind();
		String field = "endpointConfig." + keyType + "_endpoints";
		boolean listed = kind == Kind.LOAD_BALANCE || kind == Kind.DYNAMIC || !group.more().isEmpty();
		List<String> urls = urls(first, group);
		List<String> fields = new ArrayList<>();
		fields.add(field + (listed ? "[0]" : "") + ".url");
		DesignRules.checkEndpoint(fields.getFirst(), first, problems);
		for (int i = 1; i <= group.more().size(); i++) {
			fields.add(field + "[" + i + "].url");
		}
		for (int i = 0; i < group.fallbacks().size(); i++) {
			fields.add("endpointConfig." + keyType + "_failovers[" + i + "].url");
		}
		problems.require(urls.size() <= MOST, field, Integer.toString(urls.size()), "at most " + MOST + " endpoints");
		Set<String> seen = new HashSet<>();
		for (int i = 0; i < urls.size(); i++) {
			problems.require(seen.add(urls.get(i)), fields.get(i), urls.get(i), "a URL that is not there twice");
			checkVariables(design, fields.get(i), urls.get(i), problems);
		}
	}

	/**
	 * Everywhere that calls with one kind of key can go.
	 * @param first the first endpoint's URL, null where there is none
	 * @param group the others
	 * @return their URLs
	 */
	static List<String> urls(@Nullable String first, Group group) {
		List<String> urls = new ArrayList<>();
		if (first != null) {
			urls.add(first);
		}
		group.more().forEach(member -> urls.add(EndpointRules.text(member.url())));
		group.fallbacks().forEach(member -> urls.add(EndpointRules.text(member.url())));
		return urls;
	}

	private static void checkVariables(ApiDesign design, String field, String url, BadRequest.Collector problems) {
		Matcher variables = VARIABLE.matcher(url);
		while (variables.find()) {
			String name = variables.group(1);
			boolean known = design.operations()
				.stream()
				.anyMatch(operation -> operation.target().matches(".*\\{[+]?" + Pattern.quote(name) + "[+*]?}.*"));
			problems.require(known, field, url, "variables of the API's operations; none has {" + name + "}");
		}
	}

}
