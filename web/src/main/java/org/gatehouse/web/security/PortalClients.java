package org.gatehouse.web.security;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.gatehouse.web.WebProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.stereotype.Component;

/**
 * The portals as OAuth clients of the key manager. The browser is sent to the public URL,
 * the back channel goes to the internal one. Made when first asked for: the secrets are
 * in the database, which is not there yet when the beans are made.
 */
@Component
public class PortalClients implements ClientRegistrationRepository {

	private final WebProperties properties;

	private final ObjectProvider<PortalClientSecrets> secrets;

	private final Map<String, ClientRegistration> made = new ConcurrentHashMap<>();

	PortalClients(WebProperties properties, ObjectProvider<PortalClientSecrets> secrets) {
		this.properties = properties;
		this.secrets = secrets;
	}

	@Override
	public @Nullable ClientRegistration findByRegistrationId(String registrationId) {
		for (Portal portal : Portal.values()) {
			if (portal.registrationId().equals(registrationId)) {
				return this.made.computeIfAbsent(registrationId, _ -> registration(portal));
			}
		}
		return null;
	}

	private ClientRegistration registration(Portal portal) {
		String front = this.properties.publicUrl().toString();
		String back = this.properties.internalUrl().toString();
		return ClientRegistration.withRegistrationId(portal.registrationId())
			.clientId(portal.clientId())
			.clientSecret(this.secrets.getObject().secretOf(portal))
			.clientName(portal.clientId())
			.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.redirectUri(front + portal.callbackPath())
			.scope("openid")
			.authorizationUri(front + "/oauth2/authorize")
			.tokenUri(back + "/oauth2/token")
			.jwkSetUri(back + "/oauth2/jwks")
			.issuerUri(front)
			.providerConfigurationMetadata(Map.of("end_session_endpoint", front + "/connect/logout"))
			.userNameAttributeName(IdTokenClaimNames.SUB)
			.build();
	}

}
