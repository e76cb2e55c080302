package org.gatehouse.keymanager.clients;

import java.util.Map;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.stereotype.Component;

/**
 * Lets a client that can keep no secret say who it is where a value that only it can have
 * comes along: a device code, a refresh token, or a token that it revokes; and where it
 * asks for a device code. With an authorization code it has to prove more, see the
 * server's own authentication by PKCE.
 */
@Component
public class PublicClients implements AuthenticationProvider {

	private static final Set<String> GRANTS = Set.of(AuthorizationGrantType.DEVICE_CODE.getValue(),
			AuthorizationGrantType.REFRESH_TOKEN.getValue());

	private final RegisteredClientRepository clients;

	PublicClients(RegisteredClientRepository clients) {
		this.clients = clients;
	}

	/**
	 * Reads who a client says it is. It is no bean: Spring Security would have such a
	 * bean read bearer tokens, too.
	 * @return what reads requests
	 */
	public AuthenticationConverter converter() {
		return PublicClients::convert;
	}

	private static @Nullable Authentication convert(HttpServletRequest request) {
		String clientId = request.getParameter(OAuth2ParameterNames.CLIENT_ID);
		boolean proves = request.getHeader(HttpHeaders.AUTHORIZATION) != null
				|| request.getParameter(OAuth2ParameterNames.CLIENT_SECRET) != null
				|| request.getParameter(OAuth2ParameterNames.CLIENT_ASSERTION) != null;
		return (clientId != null && !clientId.isBlank() && !proves && isOpen(request)) ? new PublicClient(clientId)
				: null;
	}

	private static boolean isOpen(HttpServletRequest request) {
		return switch (request.getRequestURI().substring(request.getContextPath().length())) {
			case "/oauth2/device_authorization", "/oauth2/revoke" -> true;
			case "/oauth2/token" -> {
				String grant = request.getParameter(OAuth2ParameterNames.GRANT_TYPE);
				yield grant != null && GRANTS.contains(grant);
			}
			default -> false;
		};
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		RegisteredClient client = this.clients.findByClientId(authentication.getName());
		if (client == null || !client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE)) {
			throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
		}
		return new OAuth2ClientAuthenticationToken(client, ClientAuthenticationMethod.NONE, null);
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return PublicClient.class.isAssignableFrom(authentication);
	}

	/**
	 * A type of its own, so that nobody takes it for a client that is to prove a code.
	 */
	private static final class PublicClient extends OAuth2ClientAuthenticationToken {

		private static final long serialVersionUID = 1L;

		PublicClient(String clientId) {
			super(clientId, ClientAuthenticationMethod.NONE, null, Map.of());
		}

	}

}
