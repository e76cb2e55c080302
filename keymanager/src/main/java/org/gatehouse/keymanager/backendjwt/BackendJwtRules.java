package org.gatehouse.keymanager.backendjwt;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.gatehouse.web.rest.BadRequest;

/**
 * Whether and how the tenant's backends are told who calls.
 *
 * @param enabled whether they are
 * @param header the field that says so
 * @param dialect what the claims' names begin with, empty for plain names
 */
public record BackendJwtRules(boolean enabled, String header, String dialect) {

	/** What holds where nobody has said anything, as in WSO2 API Manager. */
	static final BackendJwtRules DEFAULT = new BackendJwtRules(false, "X-JWT-Assertion", "http://wso2.org/claims");

	private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^`|~-]{1,100}");

	private static final Pattern DIALECT = Pattern.compile("[\\x21-\\x7e&&[^\"\\\\<>]]{0,200}");

	/** Fields that a call cannot do without, or that mean something else. */
	private static final Set<String> TAKEN = Set.of("accept", "accept-encoding", "accept-language", "age",
			"authorization", "cache-control", "connection", "content-encoding", "content-length", "content-type",
			"cookie", "date", "expect", "forwarded", "host", "keep-alive", "origin", "proxy-authorization", "range",
			"referer", "te", "trailer", "transfer-encoding", "traceparent", "tracestate", "upgrade", "user-agent",
			"via", "x-request-id", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto");

	/**
	 * Checks what was typed.
	 * @return the same without blanks around
	 * @throws BadRequest if something is wrong
	 */
	BackendJwtRules checked() {
		String name = this.header.strip();
		String prefix = this.dialect.strip();
		BadRequest.Collector problems = BadRequest.collect();
		problems.require(TOKEN.matcher(name).matches() && !TAKEN.contains(name.toLowerCase(Locale.ROOT)), "header",
				name, "a header's name such as X-JWT-Assertion that has no other meaning");
		problems.require(DIALECT.matcher(prefix).matches(), "dialect", prefix,
				"a URI such as http://wso2.org/claims, or nothing for plain names");
		problems.throwIfAny();
		return new BackendJwtRules(this.enabled, name, prefix);
	}

}
