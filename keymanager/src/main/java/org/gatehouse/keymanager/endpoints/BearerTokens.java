package org.gatehouse.keymanager.endpoints;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.gatehouse.common.snapshot.TokenState;
import org.gatehouse.db.oauth.Authorizations;
import org.gatehouse.db.oauth.TokenHash;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.OpaqueTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionAuthenticatedPrincipal;
import org.springframework.stereotype.Component;

/**
 * Lets callers in by access tokens of both kinds: a JSON Web Token has two dots, an
 * opaque token has none and is looked up.
 */
@Component
class BearerTokens {

	private final AuthenticationManager jwt;

	private final AuthenticationManager opaque;

	private final Authorizations authorizations;

	private final Clock clock;

	BearerTokens(JwtDecoder decoder, Authorizations authorizations, Clock clock) {
		this.jwt = new ProviderManager(new JwtAuthenticationProvider(decoder));
		this.opaque = new ProviderManager(new OpaqueTokenAuthenticationProvider(this::lookUp));
		this.authorizations = authorizations;
		this.clock = clock;
	}

	/**
	 * Shows this to a filter chain. It is no bean of that type itself: Spring Security
	 * would ask such a bean about everything else, too.
	 * @return what authenticates bearer tokens
	 */
	AuthenticationManager authentication() {
		return this::authenticate;
	}

	private Authentication authenticate(Authentication authentication) {
		String token = ((BearerTokenAuthenticationToken) authentication).getToken();
		return (token.indexOf('.') >= 0) ? Objects.requireNonNull(this.jwt.authenticate(authentication))
				: Objects.requireNonNull(this.opaque.authenticate(authentication));
	}

	private OAuth2AuthenticatedPrincipal lookUp(String token) {
		TokenState state = this.authorizations.stateOf(TokenHash.of(token), this.clock.instant())
			.orElseThrow(() -> new BadOpaqueTokenException("unknown, expired or revoked"));
		String name = (state.user() != null) ? state.user() : state.consumerKey().value();
		Map<String, Object> attributes = new HashMap<>(Map.of("sub", name, "exp", state.expiresAt()));
		Collection<GrantedAuthority> authorities = List.copyOf(state.scopes()
			.stream()
			.<GrantedAuthority>map((scope) -> new SimpleGrantedAuthority("SCOPE_" + scope))
			.toList());
		return new OAuth2IntrospectionAuthenticatedPrincipal(name, attributes, authorities);
	}

}
