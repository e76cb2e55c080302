package org.gatehouse.keymanager.grants;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;

/**
 * A request for tokens by a user's name and password (RFC 6749 section 4.3).
 */
final class OAuth2PasswordAuthenticationToken extends OAuth2AuthorizationGrantAuthenticationToken {

	static final AuthorizationGrantType PASSWORD = new AuthorizationGrantType("password");

	private static final long serialVersionUID = 1L;

	private final String userName;

	private final transient String password;

	private final ArrayList<String> scopes;

	OAuth2PasswordAuthenticationToken(Authentication client, String userName, String password, List<String> scopes) {
		super(PASSWORD, client, Map.of());
		this.userName = userName;
		this.password = password;
		this.scopes = new ArrayList<>(scopes);
	}

	String userName() {
		return this.userName;
	}

	String password() {
		return this.password;
	}

	List<String> scopes() {
		return List.copyOf(this.scopes);
	}

}
