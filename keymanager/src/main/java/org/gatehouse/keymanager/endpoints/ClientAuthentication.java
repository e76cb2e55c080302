package org.gatehouse.keymanager.endpoints;

import org.gatehouse.keymanager.clients.ClientAssertions;
import org.gatehouse.db.oauth.ClientSecrets;
import org.gatehouse.keymanager.clients.ClientSecretEncoder;
import org.gatehouse.keymanager.clients.SecretUses;
import org.gatehouse.keymanager.clients.PublicClients;
import org.gatehouse.keymanager.clients.RememberedClients;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2ClientAuthenticationConfigurer;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretBasicAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretPostAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.stereotype.Component;

/**
 * How clients prove who they are: by a secret, by a signature, or by what only they can
 * have.
 */
@Component
class ClientAuthentication {

	private final ClientSecrets secrets;

	private final SecretUses uses;

	private final ClientAssertions assertions;

	private final PublicClients publicClients;

	private final RememberedClients remembered;

	private final RegisteredClientRepository clients;

	private final OAuthErrors errors;

	ClientAuthentication(ClientSecrets secrets, SecretUses uses, ClientAssertions assertions,
			PublicClients publicClients, RememberedClients remembered, RegisteredClientRepository clients,
			OAuthErrors errors) {
		this.secrets = secrets;
		this.uses = uses;
		this.assertions = assertions;
		this.publicClients = publicClients;
		this.remembered = remembered;
		this.clients = clients;
		this.errors = errors;
	}

	void configure(OAuth2ClientAuthenticationConfigurer configurer) {
		configurer.errorResponseHandler((request, response, failure) -> {
			ClientGuesses.failed(request);
			this.errors.onAuthenticationFailure(request, response, failure);
		}).authenticationConverters((converters) -> {
			converters
				.replaceAll((converter) -> isOfSecrets(converter) ? this.remembered.marking(converter) : converter);
			converters.add(0, new SignedClientConverter());
			converters.add(this.publicClients.converter());
		})
			.authenticationProvider(this.publicClients)
			.authenticationProvider(this.remembered)
			.authenticationProviders((providers) -> {
				for (AuthenticationProvider provider : providers) {
					if (provider instanceof ClientSecretAuthenticationProvider bySecret) {
						bySecret.setPasswordEncoder(new ClientSecretEncoder(this.secrets, this.uses));
					}
					else if (provider instanceof JwtClientAssertionAuthenticationProvider bySignature) {
						bySignature.setJwtDecoderFactory(this.assertions);
					}
				}
				providers.replaceAll((provider) -> new CodeClientAuthentication(provider, this.clients));
			});
	}

	private static boolean isOfSecrets(AuthenticationConverter converter) {
		return converter instanceof ClientSecretBasicAuthenticationConverter
				|| converter instanceof ClientSecretPostAuthenticationConverter;
	}

}
