package org.gatehouse.publisher.design;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.UrlPattern;
import org.gatehouse.common.runtime.OperationRuntime;
import org.gatehouse.db.tier.Tier;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * An operation nothing was found wrong with by itself; its scopes are checked with the
 * API's.
 */
record CheckedOperation(Key key, AuthType authType, Tier tier, List<String> scopes, @Nullable String summary,
		List<String> produces, OperationRuntime runtime) {

	/** What an operation is known by within its API version. */
	record Key(HttpVerb verb, UrlPattern pattern) {

	}

	static List<CheckedOperation> check(List<OperationDesign> designs, Map<String, Tier> tiers,
			BadRequest.Collector problems) {
		List<CheckedOperation> checked = new ArrayList<>();
		Set<Key> seen = new HashSet<>();
		for (int i = 0; i < designs.size(); i++) {
			OperationDesign design = designs.get(i);
			String path = "operations[" + i + "].";
			HttpVerb verb = verb(design.verb(), path, problems);
			UrlPattern pattern = pattern(design.target(), path, problems);
			AuthType authType = authType(design.authType(), path, problems);
			Tier tier = tiers.get(tierName(design));
			if (tier == null) {
				problems.reject(path + "throttlingPolicy", tierName(design), "the name of a resource tier");
			}
			if (verb == null || pattern == null || authType == null || tier == null) {
				continue;
			}
			Key key = new Key(verb, pattern);
			problems.require(seen.add(key), path + "target", verb + " " + pattern,
					"a method and path that no other operation has");
			checked.add(new CheckedOperation(key, authType, tier, DesignRules.distinct(design.scopes()),
					design.summary(), DesignRules.distinct(design.produces()), design.runtime()));
		}
		return checked;
	}

	static String tierName(OperationDesign design) {
		String name = design.throttlingPolicy();
		return (name == null || name.isBlank()) ? Tier.UNLIMITED : name.strip();
	}

	private static @Nullable HttpVerb verb(String typed, String path, BadRequest.Collector problems) {
		for (HttpVerb verb : HttpVerb.values()) {
			if (verb.name().equals(typed.strip().toUpperCase(Locale.ROOT))) {
				return verb;
			}
		}
		problems.reject(path + "verb", typed, "GET, POST, PUT, DELETE, PATCH, HEAD or OPTIONS");
		return null;
	}

	private static @Nullable UrlPattern pattern(String typed, String path, BadRequest.Collector problems) {
		try {
			return new UrlPattern(typed.strip());
		}
		catch (IllegalArgumentException _) {
			problems.reject(path + "target", typed,
					"a path of at most 1000 characters that starts with /, with balanced braces, without query or fragment");
			return null;
		}
	}

	private static @Nullable AuthType authType(@Nullable String typed, String path, BadRequest.Collector problems) {
		if (typed == null || typed.isBlank()) {
			return AuthType.ANY;
		}
		try {
			return AuthType.fromWireName(typed.strip());
		}
		catch (IllegalArgumentException _) {
			problems.reject(path + "authType", typed,
					"None, Application, Application User or Application & Application User");
			return null;
		}
	}

}
