package org.gatehouse.keymanager.grants;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.gatehouse.web.tokens.ApplicationTokens;
import org.gatehouse.web.tokens.IssuedToken;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Makes the tokens that a store on another node shows to the owners of applications. Only
 * the store's own client has the grant: it has signed the user in, and looked whose the
 * application is.
 */
@Component
class SignedInProvider implements AuthenticationProvider {

	private final ApplicationTokens tokens;

	private final Clock clock;

	SignedInProvider(ApplicationTokens tokens, Clock clock) {
		this.tokens = tokens;
		this.clock = clock;
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		SignedInToken grant = (SignedInToken) authentication;
		GrantClient caller = GrantClient.of(grant, SignedInToken.TYPE);
		IssuedToken issued;
		try {
			issued = this.tokens.issue(grant.key(), grant.scopes(), grant.validity(), grant.userName());
		}
		catch (IllegalArgumentException _) {
			throw GrantClient.invalidGrant();
		}
		Map<String, String> dropped = new LinkedHashMap<>();
		issued.droppedScopes().forEach((scope, reason) -> dropped.put(scope, reason.name()));
		Instant now = this.clock.instant();
		return new OAuth2AccessTokenAuthenticationToken(caller.client(), caller.authentication(),
				new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, issued.accessToken(), now,
						now.plus(issued.expiresIn()), issued.grantedScopes()),
				null, Map.of(ApplicationTokens.DROPPED_SCOPES, dropped));
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return SignedInToken.class.isAssignableFrom(authentication);
	}

}
