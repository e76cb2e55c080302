package org.gatehouse.keymanager.clients;

import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;
import org.gatehouse.db.oauth.ClientSecrets;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.stereotype.Component;

/**
 * Lets clients that come again with their secret for tokens of their own pass without a
 * question to the database: the statement that writes such a token is on condition that
 * the client is as it is remembered. Whoever is not remembered, or has another secret, is
 * left to the authentication that asks, so that none is refused for what was.
 */
@Component
public class RememberedClients implements AuthenticationProvider {

	private final StoredClients clients;

	private final ClientSecretEncoder encoder;

	private final ClientMapping mapping;

	RememberedClients(StoredClients clients, ClientSecrets secrets, SecretUses uses, ClientMapping mapping) {
		this.clients = clients;
		this.encoder = new ClientSecretEncoder(secrets, uses);
		this.mapping = mapping;
	}

	/**
	 * Marks the requests that this is for: those at the token endpoint for the client
	 * credentials grant. Only what comes of that grant is written on condition.
	 * @param bySecret reads a client's secret
	 * @return reads the same
	 */
	public AuthenticationConverter marking(AuthenticationConverter bySecret) {
		return (request) -> {
			Authentication read = bySecret.convert(request);
			return (read instanceof OAuth2ClientAuthenticationToken client && isForOwnToken(request))
					? new ForOwnToken(client) : read;
		};
	}

	private static boolean isForOwnToken(HttpServletRequest request) {
		return request.getRequestURI().substring(request.getContextPath().length()).equals("/oauth2/token")
				&& AuthorizationGrantType.CLIENT_CREDENTIALS.getValue()
					.equals(request.getParameter(OAuth2ParameterNames.GRANT_TYPE));
	}

	/** A client that is given the same token again gets nothing that would be written. */
	@Override
	public @Nullable Authentication authenticate(Authentication authentication) {
		ForOwnToken sent = (ForOwnToken) authentication;
		StoredClients.Known known = this.clients.remembered(sent.getName());
		if (known == null) {
			// As much work as for one who is known.
			this.encoder.matches(secret(sent), this.mapping.nobodysHash());
			return null;
		}
		return (isRight(sent, known.client()) && !ClientFacts.of(known.client()).rules().sameToken())
				? new RememberedClient(known, sent) : null;
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return ForOwnToken.class.isAssignableFrom(authentication);
	}

	/**
	 * Authenticates a client by what it sent and by what the database says of it now.
	 * @param remembered the client as it was remembered
	 * @return the client as it is
	 * @throws OAuth2AuthenticationException if it is none any more, or that is its secret
	 * no more
	 */
	public OAuth2ClientAuthenticationToken again(RememberedClient remembered) {
		OAuth2ClientAuthenticationToken sent = remembered.proof();
		RegisteredClient client = this.clients.findByClientId(sent.getName());
		if (client == null || !isRight(sent, client)) {
			throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
		}
		return new OAuth2ClientAuthenticationToken(client, sent.getClientAuthenticationMethod(), null);
	}

	private boolean isRight(OAuth2ClientAuthenticationToken sent, RegisteredClient client) {
		String hashes = Objects.requireNonNullElseGet(client.getClientSecret(), this.mapping::nobodysHash);
		return this.encoder.matches(secret(sent), hashes)
				&& client.getClientAuthenticationMethods().contains(sent.getClientAuthenticationMethod());
	}

	private static String secret(OAuth2ClientAuthenticationToken sent) {
		return String.valueOf(sent.getCredentials());
	}

	/**
	 * A client's name and secret, sent for a token of its own.
	 */
	private static final class ForOwnToken extends OAuth2ClientAuthenticationToken {

		private static final long serialVersionUID = 1L;

		ForOwnToken(OAuth2ClientAuthenticationToken sent) {
			super(sent.getName(), sent.getClientAuthenticationMethod(), sent.getCredentials(),
					sent.getAdditionalParameters());
		}

	}

}
