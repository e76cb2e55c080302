package org.gatehouse.publisher.design;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.gatehouse.common.runtime.Access;
import org.gatehouse.common.runtime.Access.Scheme;
import org.gatehouse.publisher.rest.BodyReader;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * By which credentials an API is called, in the contract's words: {@code securityScheme},
 * {@code authorizationHeader}, {@code apiKeyHeader}. Where both a certificate and
 * something else are taken, either will do unless it is said to be mandatory.
 */
public final class AccessBody {

	private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

	/** What a call has for other purposes. */
	private static final Set<String> TAKEN = Set.of("accept", "connection", "content-length", "content-type", "cookie",
			"date", "expect", "host", "origin", "referer", "te", "trailer", "transfer-encoding", "upgrade", "via",
			"x-request-id", "forwarded", "x-jwt-assertion");

	private AccessBody() {
	}

	static Access read(BodyReader fields, Access base, BadRequest.Collector problems) {
		List<String> schemes = fields.has("securityScheme") ? fields.texts("securityScheme", List.of())
				: base.wireNames();
		return of(schemes, fields.text("authorizationHeader", base.authorizationHeader()),
				fields.text("apiKeyHeader", base.apiKeyHeader()), fields.flag("apiKeyInQuery", base.apiKeyInQuery()),
				problems);
	}

	/**
	 * Reads the rules from what was typed.
	 * @param schemes values of {@code securityScheme}; where empty, OAuth 2 alone
	 * @param header the header for tokens and passwords, null or blank for the gateway's
	 * @param keyHeader the header for API keys, null or blank for {@code ApiKey}
	 * @param keyInQuery whether API keys may come in the query
	 * @param problems takes what is wrong with the schemes
	 * @return the rules, the headers still unchecked
	 */
	public static Access of(List<String> schemes, @Nullable String header, @Nullable String keyHeader,
			boolean keyInQuery, BadRequest.Collector problems) {
		Set<Scheme> taken = EnumSet.noneOf(Scheme.class);
		boolean certificateMandatory = false;
		boolean credentialsMandatory = false;
		for (String name : schemes) {
			Scheme scheme = scheme(name);
			if (scheme != null) {
				taken.add(scheme);
			}
			else if (name.equals(Access.CERTIFICATE_MANDATORY)) {
				certificateMandatory = true;
			}
			else if (name.equals(Access.CREDENTIALS_MANDATORY)) {
				credentialsMandatory = true;
			}
			else {
				problems.reject("securityScheme", name, "oauth2, api_key, basic_auth, mutualssl, "
						+ Access.CERTIFICATE_MANDATORY + " or " + Access.CREDENTIALS_MANDATORY);
			}
		}
		if (taken.isEmpty() && !certificateMandatory) {
			taken.add(Scheme.OAUTH2);
		}
		problems.require(!certificateMandatory || taken.contains(Scheme.MUTUAL_SSL), "securityScheme",
				Access.CERTIFICATE_MANDATORY, "mutualssl besides");
		problems.require(!credentialsMandatory || !taken.equals(Set.of(Scheme.MUTUAL_SSL)), "securityScheme",
				Access.CREDENTIALS_MANDATORY, "oauth2, api_key or basic_auth besides");
		return new Access(taken, certificateMandatory, credentialsMandatory, blankToNull(header),
				blankToNull(keyHeader), keyInQuery && taken.contains(Scheme.API_KEY));
	}

	private static @Nullable Scheme scheme(String name) {
		for (Scheme scheme : Scheme.values()) {
			if (scheme.wireName().equals(name)) {
				return scheme;
			}
		}
		return null;
	}

	static void check(Access access, BadRequest.Collector problems) {
		checkHeader("authorizationHeader", access.authorizationHeader(), problems);
		checkHeader("apiKeyHeader", access.apiKeyHeader(), problems);
		String header = access.authorizationHeader();
		String keyHeader = access.apiKeyHeader();
		if (keyHeader != null && keyHeader.equalsIgnoreCase((header != null) ? header : "Authorization")) {
			problems.reject("apiKeyHeader", keyHeader, "another header than that of tokens");
		}
	}

	private static void checkHeader(String field, @Nullable String name, BadRequest.Collector problems) {
		if (name == null) {
			return;
		}
		String plain = name.toLowerCase(Locale.ROOT);
		problems.require(
				HEADER.matcher(name).matches() && !TAKEN.contains(plain) && !plain.startsWith("x-forwarded-")
						&& !plain.startsWith("access-control-"),
				field, name, "the name of a header that calls do not have for something else");
	}

	private static @Nullable String blankToNull(@Nullable String text) {
		return (text == null || text.isBlank()) ? null : text.strip();
	}

}
