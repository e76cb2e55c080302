package org.gatehouse.web.clients;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

	/** All of them, in the order in which a page offers them. */
	public static final List<String> ALL = List.of(CLIENT_CREDENTIALS, AUTHORIZATION_CODE, "refresh_token", DEVICE_CODE,
			"urn:ietf:params:oauth:grant-type:token-exchange", "urn:ietf:params:oauth:grant-type:jwt-bearer",
			"password");

	/** Those of an application that can keep no secret. */
	private static final Set<String> WITHOUT_SECRET = Set.of(AUTHORIZATION_CODE, "refresh_token", DEVICE_CODE);

	private GrantTypes() {
	}

	/**
	 * Checks what was asked for.
	 * @param wrong takes what is wrong
	 * @param field the field's name
	 * @param asked names of grants
	 * @param callbackField the name of the field with the callback URL
	 * @param callbackGiven whether something stands in it
	 * @param proof by what the client proves who it is
	 * @return the grants without repetitions
	 */
	public static Set<String> check(BadRequest.Collector wrong, String field, List<String> asked, String callbackField,
			boolean callbackGiven, KeyProof.Kind proof) {
		Set<String> grants = new LinkedHashSet<>(asked);
		wrong.require(!grants.isEmpty(), field, null, "at least one of " + String.join(", ", ALL));
		for (String grant : grants) {
			wrong.require(ALL.contains(grant), field, grant, String.join(", ", ALL));
			wrong.require(proof != KeyProof.Kind.NONE || WITHOUT_SECRET.contains(grant) || !ALL.contains(grant), field,
					grant, "for an application that can keep no secret: "
							+ String.join(", ", WITHOUT_SECRET.stream().sorted().toList()));
		}
		if (grants.contains(AUTHORIZATION_CODE) && !callbackGiven) {
			wrong.reject(callbackField, null, "an address, for the grant " + AUTHORIZATION_CODE + " leads there");
		}
		return grants;
	}

}
