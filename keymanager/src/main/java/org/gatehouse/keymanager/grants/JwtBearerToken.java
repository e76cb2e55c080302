package org.gatehouse.keymanager.grants;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;

/**
 * A request for a token by somebody's signed word about a user (RFC 7523 section 2.1).
 */
final class JwtBearerToken extends OAuth2AuthorizationGrantAuthenticationToken {

	private static final long serialVersionUID = 1L;

	private final transient String assertion;

	private final ArrayList<String> scopes;

	JwtBearerToken(Authentication client, String assertion, List<String> scopes) {
		super(AuthorizationGrantType.JWT_BEARER, client, Map.of());
		this.assertion = assertion;
		this.scopes = new ArrayList<>(scopes);
	}

	String assertion() {
		return this.assertion;
	}

	List<String> scopes() {
		return List.copyOf(this.scopes);
	}

}
