package org.gatehouse.keymanager.grants;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gatehouse.common.application.ConsumerKey;
import org.gatehouse.web.tokens.ApplicationTokens;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;

/**
 * A request of the store, on another node, for a token that it shows to the owner of an
 * application.
 */
final class SignedInToken extends OAuth2AuthorizationGrantAuthenticationToken {

	private static final long serialVersionUID = 1L;

	static final AuthorizationGrantType TYPE = new AuthorizationGrantType(ApplicationTokens.GRANT_TYPE);

	private final transient ConsumerKey key;

	private final LinkedHashSet<String> scopes;

	private final Duration validity;

	private final @Nullable String userName;

	SignedInToken(Authentication client, ConsumerKey key, List<String> scopes, Duration validity,
			@Nullable String userName) {
		super(TYPE, client, Map.of());
		this.key = key;
		this.scopes = new LinkedHashSet<>(scopes);
		this.validity = validity;
		this.userName = userName;
	}

	ConsumerKey key() {
		return this.key;
	}

	Set<String> scopes() {
		return Collections.unmodifiableSet(this.scopes);
	}

	Duration validity() {
		return this.validity;
	}

	@Nullable String userName() {
		return this.userName;
	}

}
