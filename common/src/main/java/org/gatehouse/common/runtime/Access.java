package org.gatehouse.common.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * By which credentials callers of an API identify themselves ("Application level
 * security" and "Transport level security").
 *
 * @param schemes the credentials that are taken, at least one
 * @param certificateMandatory whether a call needs a client certificate, whatever else it
 * has
 * @param credentialsMandatory whether a call needs a token, an API key or a password,
 * whatever certificate it has
 * @param authorizationHeader the header field in which tokens and passwords come, null
 * for the gateway's
 * @param apiKeyHeader the header field in which API keys come, null for {@code ApiKey}
 * @param apiKeyInQuery whether an API key may come as the query parameter {@code apikey}
 */
public record Access(Set<Scheme> schemes, boolean certificateMandatory, boolean credentialsMandatory,
		@Nullable String authorizationHeader, @Nullable String apiKeyHeader, boolean apiKeyInQuery) {

	/** In REST: a certificate is needed whatever else a call has. */
	public static final String CERTIFICATE_MANDATORY = "mutualssl_mandatory";

	/**
	 * In REST: a token, key or password is needed whatever certificate a call has.
	 */
	public static final String CREDENTIALS_MANDATORY = "oauth_basic_auth_api_key_mandatory";

	/** The header field in which API keys come where an API names none. */
	public static final String API_KEY_HEADER = "ApiKey";

	/** The query parameter in which API keys come where an API allows it. */
	public static final String API_KEY_PARAMETER = "apikey";

	/** What an API has that says nothing of it. */
	public static final Access DEFAULT = new Access(Set.of(Scheme.OAUTH2), false, true, null, null, false);

	/** A kind of credentials, named in REST by its {@link #wireName()}. */
	public enum Scheme {

		/** An access token. */
		OAUTH2("oauth2"),
		/** An application's API key. */
		API_KEY("api_key"),
		/** A user's name and password. */
		BASIC_AUTH("basic_auth"),
		/** A client certificate. */
		MUTUAL_SSL("mutualssl");

		private final String wireName;

		Scheme(String wireName) {
			this.wireName = wireName;
		}

		/**
		 * The name in {@code securityScheme} of WSO2's contracts.
		 * @return such as {@code oauth2}
		 */
		public String wireName() {
			return this.wireName;
		}

	}

	// What is the only kind of credentials is mandatory, whatever is said of it.
	public Access {
		schemes = (schemes == null || schemes.isEmpty()) ? Set.of(Scheme.OAUTH2)
				: Collections.unmodifiableSet(EnumSet.copyOf(schemes));
		boolean certificates = schemes.contains(Scheme.MUTUAL_SSL);
		boolean credentials = schemes.size() > (certificates ? 1 : 0);
		certificateMandatory = certificates && (certificateMandatory || !credentials);
		credentialsMandatory = credentials && (credentialsMandatory || !certificates);
	}

	/**
	 * The values of {@code securityScheme} in WSO2's contracts.
	 * @return the kinds that are taken, and what is mandatory
	 */
	public List<String> wireNames() {
		List<String> names = new ArrayList<>(this.schemes.stream().map(Scheme::wireName).toList());
		if (this.certificateMandatory) {
			names.add(CERTIFICATE_MANDATORY);
		}
		if (this.credentialsMandatory) {
			names.add(CREDENTIALS_MANDATORY);
		}
		return names;
	}

	/**
	 * Tells whether a kind of credentials is taken.
	 * @param scheme the kind
	 * @return true where it is
	 */
	public boolean takes(Scheme scheme) {
		return this.schemes.contains(scheme);
	}

}
