package org.gatehouse.keymanager.endpoints;

import java.util.List;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.PresentUsers;
import org.gatehouse.keymanager.clients.ClientFacts;
import org.gatehouse.keymanager.scopes.TokenScopes;
import org.gatehouse.web.rest.Unavailable;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeRequestAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads an authorization request and leaves out the scopes that the signed-in user may
 * not have, as the other grants do.
 */
final class GrantedScopesConverter implements AuthenticationConverter {

	private static final OAuth2Error REQUEST_URI = new OAuth2Error("request_uri_not_supported",
			"OAuth 2.0 Parameter: request_uri", null);

	private final AuthenticationConverter delegate = new OAuth2AuthorizationCodeRequestAuthenticationConverter();

	private final RegisteredClientRepository clients;

	private final PresentUsers users;

	private final TokenScopes scopes;

	GrantedScopesConverter(RegisteredClientRepository clients, PresentUsers users, TokenScopes scopes) {
		this.clients = clients;
		this.users = users;
		this.scopes = scopes;
	}

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		if (request.getParameter(OAuth2ParameterNames.REQUEST_URI) != null) {
			// The delegate would take it for one that was pushed before, and look no
			// further.
			throw new OAuth2AuthorizationCodeRequestAuthenticationException(REQUEST_URI, null);
		}
		Authentication converted = this.delegate.convert(request);
		if (!(converted instanceof OAuth2AuthorizationCodeRequestAuthenticationToken asked)
				|| !(asked.getPrincipal() instanceof Authentication user)
				|| user instanceof AnonymousAuthenticationToken || !user.isAuthenticated()) {
			return converted;
		}
		RegisteredClient client = this.clients.findByClientId(asked.getClientId());
		if (client == null) {
			return converted;
		}
		List<String> wanted = asked.getScopes().stream().sorted().toList();
		Set<String> roles = roles(user.getName());
		Set<String> granted = this.scopes.forUser(ClientFacts.of(client), wanted, roles).granted();
		return new OAuth2AuthorizationCodeRequestAuthenticationToken(asked.getAuthorizationUri(), asked.getClientId(),
				user, asked.getRedirectUri(), asked.getState(), granted, asked.getAdditionalParameters());
	}

	private Set<String> roles(String userName) {
		try {
			return this.users.find(userName).map(Account::roles).orElse(Set.of());
		}
		catch (Unavailable down) {
			// Where the client wants the answer sent is not checked yet: the user reads
			// it.
			throw new OAuth2AuthorizationCodeRequestAuthenticationException(
					new OAuth2Error(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE, down.description(), null), null);
		}
	}

}
