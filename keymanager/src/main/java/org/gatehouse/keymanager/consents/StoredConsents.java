package org.gatehouse.keymanager.consents;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import org.gatehouse.db.oauth.Consents;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shows what the database knows of users' consents to the authorization server.
 */
@Component
class StoredConsents implements OAuth2AuthorizationConsentService {

	private final Consents consents;

	private final Clock clock;

	StoredConsents(Consents consents, Clock clock) {
		this.consents = consents;
		this.clock = clock;
	}

	@Override
	@Transactional
	public void save(OAuth2AuthorizationConsent consent) {
		this.consents.put(UUID.fromString(consent.getRegisteredClientId()), consent.getPrincipalName(),
				consent.getScopes().stream().sorted().toList(), this.clock.instant());
	}

	@Override
	@Transactional
	public void remove(OAuth2AuthorizationConsent consent) {
		this.consents.remove(UUID.fromString(consent.getRegisteredClientId()), consent.getPrincipalName());
	}

	@Override
	public @Nullable OAuth2AuthorizationConsent findById(String registeredClientId, String principalName) {
		List<String> scopes = this.consents.find(UUID.fromString(registeredClientId), principalName).orElse(List.of());
		if (scopes.isEmpty()) {
			return null;
		}
		OAuth2AuthorizationConsent.Builder consent = OAuth2AuthorizationConsent.withId(registeredClientId,
				principalName);
		scopes.forEach(consent::scope);
		return consent.build();
	}

}
