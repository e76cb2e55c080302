package org.gatehouse.gatewaycore.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.gatehouse.common.runtime.Access;
import org.gatehouse.common.runtime.Access.Scheme;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.jspecify.annotations.Nullable;

/**
 * Which credentials an API takes, ready to be asked. There is none for an API that takes
 * tokens alone, in the gateway's own header field.
 *
 * @param rules what the API's provider has set
 * @param header where tokens and passwords come, in lower case
 * @param keyHeader where API keys come, in lower case
 * @param scopes all scopes of the API, for which users have to have roles
 * @param challenge what {@code WWW-Authenticate} names
 * @param quietChallenge the same for calls at which no browser is to ask people for a
 * password
 * @param hint what a call needs, for people to read
 */
public record CompiledAccess(Access rules, String header, String keyHeader, Set<String> scopes, String challenge,
		String quietChallenge, String hint) {

	private static final String REALM = " realm=\"Gatehouse\"";

	public CompiledAccess {
		scopes = Set.copyOf(scopes);
	}

	static @Nullable CompiledAccess of(SnapshotEntry.DeployedApi api, String gatewaysHeader) {
		Access rules = api.runtime().access();
		if (rules.equals(Access.DEFAULT)) {
			return null;
		}
		String header = Objects.requireNonNullElse(rules.authorizationHeader(), gatewaysHeader);
		String keyHeader = Objects.requireNonNullElse(rules.apiKeyHeader(), Access.API_KEY_HEADER);
		Set<String> scopes = rules.takes(Scheme.BASIC_AUTH) ? api.operations()
			.stream()
			.flatMap((operation) -> operation.scopes().stream())
			.collect(Collectors.toUnmodifiableSet()) : Set.of();
		return new CompiledAccess(rules, header.toLowerCase(Locale.ROOT), keyHeader.toLowerCase(Locale.ROOT), scopes,
				challenge(rules, "Basic"), quiet(rules), hint(rules, header, keyHeader));
	}

	/**
	 * Without Basic. Where nothing else is left, which RFC 9110 section 15.5.2 does not
	 * allow, another name stands for it, which no browser knows.
	 */
	private static String quiet(Access rules) {
		boolean alone = !rules.takes(Scheme.OAUTH2) && !rules.takes(Scheme.API_KEY);
		return challenge(rules, alone ? "xBasic" : "");
	}

	private static String challenge(Access rules, String basic) {
		List<String> schemes = new ArrayList<>();
		if (rules.takes(Scheme.OAUTH2)) {
			schemes.add("Bearer" + REALM);
		}
		if (rules.takes(Scheme.BASIC_AUTH) && !basic.isEmpty()) {
			schemes.add(basic + REALM + ", charset=\"UTF-8\"");
		}
		if (rules.takes(Scheme.API_KEY)) {
			schemes.add("ApiKey" + REALM);
		}
		// RFC 9110 wants a challenge with every 401, though there is none for
		// certificates.
		return schemes.isEmpty() ? "Mutual" + REALM : String.join(", ", schemes);
	}

	private static String hint(Access rules, String header, String keyHeader) {
		List<String> credentials = new ArrayList<>();
		if (rules.takes(Scheme.OAUTH2)) {
			credentials.add("a header \"" + header + ": Bearer ACCESS_TOKEN\"");
		}
		if (rules.takes(Scheme.BASIC_AUTH)) {
			credentials.add("a header \"" + header + ": Basic USER_AND_PASSWORD\"");
		}
		if (rules.takes(Scheme.API_KEY)) {
			credentials.add("a header \"" + keyHeader + ": API_KEY\"");
		}
		String needed = String.join(" or ", credentials);
		if (rules.takes(Scheme.MUTUAL_SSL)) {
			String certificate = "a client certificate that the API knows";
			needed = needed.isEmpty() ? certificate
					: needed + ((rules.certificateMandatory() && rules.credentialsMandatory()) ? ", and " : " or ")
							+ certificate;
		}
		return "Make sure your API invocation call has " + needed;
	}

}
