package org.gatehouse.web.clients;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.gatehouse.web.rest.BadRequest;

/**
 * The grants that a client can be made for, and what each of them needs.
 */
public final class GrantTypes {

	/** The application itself asks, without a user. */
	public static final String CLIENT_CREDENTIALS = "client_credentials";

	/** The one that leads a browser back to the application. */
	public static final String AUTHORIZATION_CODE = "authorization_code";

	/** The one for a device without a browser. */
	private static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

	/**
	 * The legacy one that puts an access token into the address of a page (RFC 6749
	 * section 4.2). RFC 9700 section 2.1.2 advises against it.
	 */
	public static final String IMPLICIT = "implicit";

	/** Those of clients that register themselves, in their order. */
	public static final List<String> ALL = List.of(CLIENT_CREDENTIALS, AUTHORIZATION_CODE, "refresh_token", DEVICE_CODE,
			"urn:ietf:params:oauth:grant-type:token-exchange", "urn:ietf:params:oauth:grant-type:jwt-bearer",
			"password");

	/**
	 * Those that an application's key can have, in the order in which a page offers them.
	 */
	public static final List<String> OF_APPLICATIONS = Stream.concat(ALL.stream(), Stream.of(IMPLICIT)).toList();

	/** Those of an application that can keep no secret. */
	private static final Set<String> WITHOUT_SECRET = Set.of(AUTHORIZATION_CODE, "refresh_token", DEVICE_CODE,
			IMPLICIT);

	/** Those that lead a browser back to the application. */
	private static final List<String> LEADING_BACK = List.of(AUTHORIZATION_CODE, IMPLICIT);

	private GrantTypes() {
	}

	/**
	 * Checks what was asked for.
	 * @param wrong takes what is wrong
	 * @param field the field's name
	 * @param asked names of grants
	 * @param offered those that the client can have
	 * @param callbackField the name of the field with the callback URL
	 * @param callbackGiven whether something stands in it
	 * @param proof by what the client proves who it is
	 * @return the grants without repetitions
	 */
	public static Set<String> check(BadRequest.Collector wrong, String field, List<String> asked, List<String> offered,
			String callbackField, boolean callbackGiven, KeyProof.Kind proof) {
		Set<String> grants = new LinkedHashSet<>(asked);
		wrong.require(!grants.isEmpty(), field, null, "at least one of " + String.join(", ", offered));
		for (String grant : grants) {
			wrong.require(offered.contains(grant), field, grant, String.join(", ", offered));
			wrong.require(proof != KeyProof.Kind.NONE || WITHOUT_SECRET.contains(grant) || !offered.contains(grant),
					field, grant, "for an application that can keep no secret: "
							+ String.join(", ", WITHOUT_SECRET.stream().filter(offered::contains).sorted().toList()));
		}
		for (String grant : LEADING_BACK) {
			wrong.require(callbackGiven || !grants.contains(grant) || !offered.contains(grant), callbackField, null,
					"an address, for the grant " + grant + " leads there");
		}
		return grants;
	}

}
