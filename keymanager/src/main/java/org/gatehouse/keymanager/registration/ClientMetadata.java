package org.gatehouse.keymanager.registration;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a client says about itself (RFC 7591 section 2). What it says beyond this is left
 * alone, as the section asks.
 *
 * @param clientId its identifier, at a change only
 * @param clientSecret its secret, at a change only
 * @param redirectUris where browsers are sent back to
 * @param postLogoutRedirectUris where browsers are sent to after a sign-out
 * @param tokenEndpointAuthMethod how it says who it is, null for
 * {@code client_secret_basic}
 * @param grantTypes the grants that it will use, null for {@code authorization_code}
 * @param responseTypes what it wants from the authorization endpoint, null for
 * {@code code}
 * @param clientName what people call it, null for its identifier
 * @param scope the most that it will ask for, separated by spaces; null for who the user
 * is
 * @param jwks its public keys
 * @param jwksUri where its public keys are
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ClientMetadata(@JsonProperty("client_id") @Nullable String clientId,
		@JsonProperty("client_secret") @Nullable String clientSecret,
		@JsonProperty("redirect_uris") @Nullable List<@Nullable String> redirectUris,
		@JsonProperty("post_logout_redirect_uris") @Nullable List<@Nullable String> postLogoutRedirectUris,
		@JsonProperty("token_endpoint_auth_method") @Nullable String tokenEndpointAuthMethod,
		@JsonProperty("grant_types") @Nullable List<@Nullable String> grantTypes,
		@JsonProperty("response_types") @Nullable List<@Nullable String> responseTypes,
		@JsonProperty("client_name") @Nullable String clientName, @JsonProperty("scope") @Nullable String scope,
		@JsonProperty("jwks") @Nullable JsonNode jwks, @JsonProperty("jwks_uri") @Nullable String jwksUri) {

	@Override
	public String toString() {
		return "ClientMetadata[clientName=" + this.clientName + "]";
	}

}
