package org.gatehouse.publisher.design;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import org.gatehouse.common.runtime.CorsSettings;
import org.gatehouse.publisher.rest.BodyReader;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * The contract's {@code APICorsConfiguration}, and with names after its fashion what the
 * Fetch standard has besides. Where it is not enabled, the gateway's rules hold.
 */
public record CorsBody(boolean corsConfigurationEnabled, List<String> accessControlAllowOrigins,
		boolean accessControlAllowCredentials, List<String> accessControlAllowHeaders,
		List<String> accessControlAllowMethods, List<String> accessControlExposeHeaders, int accessControlMaxAge,
		boolean accessControlAllowPrivateNetwork) {

	static final String FIELD = "corsConfiguration";

	private static final int LONGEST_MAX_AGE = 86_400;

	private static final int MOST = 100;

	private static final Pattern ORIGIN = Pattern
		.compile("[a-z][a-z0-9+.-]*://([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\\[[0-9a-f:.]+])(:[1-9]\\d{0,4})?");

	private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

	private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

	static CorsBody of(@Nullable CorsSettings settings) {
		return (settings == null) ? new CorsBody(false, List.of(), false, List.of(), List.of(), List.of(), 0, false)
				: new CorsBody(true, settings.origins(), settings.credentials(), settings.headers(), settings.methods(),
						settings.exposedHeaders(), settings.maxAge(), settings.privateNetwork());
	}

	static @Nullable CorsSettings read(BodyReader fields, @Nullable CorsSettings base) {
		if (!fields.has(FIELD)) {
			return base;
		}
		BodyReader cors = fields.object(FIELD);
		if (cors == null || !cors.flag("corsConfigurationEnabled", false)) {
			return null;
		}
		Long maxAge = Objects.requireNonNullElse(cors.number("accessControlMaxAge", 0L), 0L);
		return new CorsSettings(cors.texts("accessControlAllowOrigins", List.of()),
				cors.flag("accessControlAllowCredentials", false), cors.texts("accessControlAllowHeaders", List.of()),
				cors.texts("accessControlAllowMethods", List.of()), cors.texts("accessControlExposeHeaders", List.of()),
				(int) Math.clamp(maxAge, -1, Integer.MAX_VALUE), cors.flag("accessControlAllowPrivateNetwork", false));
	}

	static void check(@Nullable CorsSettings settings, BadRequest.Collector problems) {
		if (settings == null) {
			return;
		}
		String origins = FIELD + ".accessControlAllowOrigins";
		boolean any = settings.origins().contains("*");
		problems.require(!settings.origins().isEmpty() && settings.origins().size() <= MOST, origins, null,
				"1 to " + MOST + " origins, or *");
		problems.require(!any || settings.origins().size() == 1, origins, settings.origins().toString(),
				"* alone, or origins");
		problems.require(!(any && settings.credentials()), FIELD + ".accessControlAllowCredentials", "true",
				"false where all origins are allowed");
		for (String origin : settings.origins()) {
			boolean known = origin.equals("*") || (origin.equals("null") && !settings.credentials())
					|| (ORIGIN.matcher(origin).matches() && !origin.matches("http://.*:80|https://.*:443"));
			problems.require(known, origins, origin,
					"an origin as browsers send it, in lower case, without path and usual port, such as https://www.example.com");
		}
		checkNames(FIELD + ".accessControlAllowHeaders", settings.headers(), true, problems);
		checkNames(FIELD + ".accessControlExposeHeaders", settings.exposedHeaders(), false, problems);
		for (String method : settings.methods()) {
			problems.require(METHODS.contains(method), FIELD + ".accessControlAllowMethods", method,
					"one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
		}
		problems.require(settings.maxAge() >= 0 && settings.maxAge() <= LONGEST_MAX_AGE, FIELD + ".accessControlMaxAge",
				Integer.toString(settings.maxAge()), "0 to " + LONGEST_MAX_AGE + " seconds; 0 for the gateway's");
	}

	private static void checkNames(String field, List<String> names, boolean all, BadRequest.Collector problems) {
		problems.require(names.size() <= MOST, field, null, "at most " + MOST);
		for (String name : names) {
			boolean known = name.equals("*") ? all && names.size() == 1 : TOKEN.matcher(name).matches();
			problems.require(known, field, name, all ? "names of headers, or * alone" : "names of headers");
		}
	}

}
