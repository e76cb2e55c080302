package org.gatehouse.keymanager.tokens;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.keymanager.sessions.SessionService;
import org.gatehouse.web.security.EndedSignIns;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.oidc.web.authentication.OidcLogoutAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/**
 * Signs people out at a client's request (OpenID Connect RP-Initiated Logout 1.0): the
 * sign-in that the client's ID token names ends, and with it those at all portals. The
 * authorization server's own provider looks the ID token up, and would refuse those who
 * stayed for longer than their tokens are kept; here the signature is enough.
 */
@Component
public class EndSession implements AuthenticationProvider, AuthenticationSuccessHandler {

	private final IdTokenHints hints;

	private final RegisteredClientRepository clients;

	private final SessionService sessions;

	private final OidcLogoutAuthenticationSuccessHandler signedOut = new OidcLogoutAuthenticationSuccessHandler();

	EndSession(IdTokenHints hints, RegisteredClientRepository clients, SessionService sessions) {
		this.hints = hints;
		this.clients = clients;
		this.sessions = sessions;
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		OidcLogoutAuthenticationToken asked = (OidcLogoutAuthenticationToken) authentication;
		OidcIdToken hint = this.hints.read(Objects.requireNonNullElse(asked.getIdTokenHint(), ""))
			.orElseThrow(() -> refused("id_token_hint"));
		RegisteredClient client = client(hint, asked.getClientId());
		String redirect = asked.getPostLogoutRedirectUri();
		if (redirect != null && !redirect.isEmpty() && !client.getPostLogoutRedirectUris().contains(redirect)) {
			throw refused("post_logout_redirect_uri");
		}
		if (asked.isPrincipalAuthenticated() && asked.getPrincipal() instanceof Authentication user
				&& !user.getName().equals(hint.getSubject())) {
			throw refused("id_token_hint");
		}
		return new OidcLogoutAuthenticationToken(hint, (Authentication) asked.getPrincipal(), asked.getSessionId(),
				asked.getClientId(), redirect, asked.getState());
	}

	private RegisteredClient client(OidcIdToken hint, @Nullable String clientId) {
		for (String audience : Objects.requireNonNullElse(hint.getAudience(), List.<String>of())) {
			RegisteredClient client = this.clients.findByClientId(audience);
			if (client != null && (clientId == null || clientId.isEmpty() || clientId.equals(audience))) {
				return client;
			}
		}
		throw refused("client_id");
	}

	private static OAuth2AuthenticationException refused(String parameter) {
		return new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST,
				"OpenID Connect 1.0 Logout Request Parameter: " + parameter, null));
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return OidcLogoutAuthenticationToken.class.isAssignableFrom(authentication);
	}

	@Override
	public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response,
			Authentication authentication) throws IOException, ServletException {
		OidcIdToken hint = ((OidcLogoutAuthenticationToken) authentication).getIdToken();
		String signIn = (hint != null) ? hint.getClaimAsString(EndedSignIns.CLAIM) : null;
		if (signIn != null) {
			this.sessions.end(UUID.fromString(signIn));
		}
		this.signedOut.onAuthenticationSuccess(request, response, authentication);
	}

}
