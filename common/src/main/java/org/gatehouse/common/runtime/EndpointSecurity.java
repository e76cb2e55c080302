package org.gatehouse.common.runtime;

import java.net.URI;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * What gateways prove themselves by to an API's endpoints.
 *
 * @param production to those that calls with a production key go to
 * @param sandbox to those that calls with a sandbox key go to
 */
public record EndpointSecurity(Scheme production, Scheme sandbox) {

	/** What an API has that says nothing of it. */
	public static final EndpointSecurity DEFAULT = new EndpointSecurity(new None(), new None());

	// A document of before a component came has null for it, whatever its type says.
	public EndpointSecurity {
		production = (production != null) ? production : new None();
		sandbox = (sandbox != null) ? sandbox : new None();
	}

	/** How. */
	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
	@JsonSubTypes({ @JsonSubTypes.Type(value = None.class, name = "none"),
			@JsonSubTypes.Type(value = Basic.class, name = "basic"),
			@JsonSubTypes.Type(value = Digest.class, name = "digest"),
			@JsonSubTypes.Type(value = OAuth.class, name = "oauth"),
			@JsonSubTypes.Type(value = ClientCertificate.class, name = "client-certificate") })
	public sealed interface Scheme {

	}

	/** Not at all. */
	public record None() implements Scheme {

	}

	/**
	 * By a name and a password in every request (RFC 7617).
	 *
	 * @param username the name, without a colon
	 * @param password the password
	 */
	public record Basic(String username, SealedText password) implements Scheme {

	}

	/**
	 * By a name and a password that is not sent itself (RFC 7616).
	 *
	 * @param username the name
	 * @param password the password
	 */
	public record Digest(String username, SealedText password) implements Scheme {

	}

	/**
	 * By an access token of the backend's own authorization server (RFC 6749).
	 *
	 * @param grant how the token is got
	 * @param tokenUrl the authorization server's token endpoint
	 * @param clientId the client
	 * @param clientSecret its secret
	 * @param username the user, for {@link Grant#PASSWORD} only
	 * @param password the user's password, for {@link Grant#PASSWORD} only
	 * @param scopes the scopes that are asked for, empty for none
	 * @param parameters further parameters of the token request
	 */
	public record OAuth(Grant grant, URI tokenUrl, String clientId, SealedText clientSecret, @Nullable String username,
			@Nullable SealedText password, List<String> scopes, Map<String, String> parameters) implements Scheme {

		public OAuth {
			scopes = (scopes != null) ? List.copyOf(scopes) : List.of();
			parameters = (parameters != null) ? Map.copyOf(parameters) : Map.of();
		}

	}

	/** How an access token is got. */
	public enum Grant {

		/** For the client itself (RFC 6749 section 4.4). */
		CLIENT_CREDENTIALS,
		/** For a user whose password the client has (RFC 6749 section 4.3). */
		PASSWORD

	}

	/**
	 * By a certificate in the TLS handshake.
	 *
	 * @param chain the certificates in Base64 of DER, the gateway's own first
	 * @param keyAlgorithm the private key's algorithm, such as {@code RSA} or {@code EC}
	 * @param privateKey the private key in Base64 of PKCS #8
	 */
	public record ClientCertificate(List<String> chain, String keyAlgorithm, SealedText privateKey) implements Scheme {

		public ClientCertificate {
			chain = List.copyOf(chain);
		}

	}

}
