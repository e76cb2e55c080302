package org.gatehouse.keymanager.endpoints;

import java.util.List;
import java.util.Map;

import org.gatehouse.keymanager.assertions.AssertionDecoder;
import org.gatehouse.keymanager.grants.Grants;
import org.gatehouse.keymanager.tokens.UserInfo;

/**
 * Says in both discovery documents (RFC 8414 and OpenID Connect Discovery) what the key
 * manager does, and nothing that the authorization server could do but does not here.
 */
final class ServerMetadata {

	private static final List<String> BY_SECRET_OR_KEY = List.of("client_secret_basic", "client_secret_post",
			"private_key_jwt");

	private static final List<String> ALL = List.of("client_secret_basic", "client_secret_post", "private_key_jwt",
			"none");

	private ServerMetadata() {
	}

	/**
	 * Completes what one of the documents says. Clients read either, and take from it
	 * what they need to sign users in.
	 * @param claims the members so far
	 * @param idTokenAlgorithm what ID tokens are signed with
	 */
	static void complete(Map<String, Object> claims, String idTokenAlgorithm) {
		claims.put("userinfo_endpoint", claims.get("issuer") + "/userinfo");
		claims.put("id_token_signing_alg_values_supported", List.of(idTokenAlgorithm));
		claims.put("subject_types_supported", List.of("public"));
		claims.put("grant_types_supported", Grants.names());
		claims.put("token_endpoint_auth_methods_supported", ALL);
		claims.put("token_endpoint_auth_signing_alg_values_supported", AssertionDecoder.ALGORITHMS);
		claims.put("revocation_endpoint_auth_methods_supported", ALL);
		claims.put("introspection_endpoint_auth_methods_supported", BY_SECRET_OR_KEY);
		claims.put("response_types_supported", List.of("code", "token"));
		claims.put("response_modes_supported", List.of("query", "fragment"));
		claims.put("scopes_supported", List.of("openid", "profile", "email"));
		claims.put("claims_supported", UserInfo.CLAIMS);
		claims.put("prompt_values_supported", List.of("none", "login", "consent", "select_account"));
		claims.put("claims_parameter_supported", false);
		claims.put("request_parameter_supported", false);
		claims.put("request_uri_parameter_supported", false);
		claims.put("authorization_response_iss_parameter_supported", true);
		claims.put("registration_endpoint", claims.get("issuer") + "/oauth2/register");
		claims.remove("tls_client_certificate_bound_access_tokens");
		claims.remove("dpop_signing_alg_values_supported");
	}

}
