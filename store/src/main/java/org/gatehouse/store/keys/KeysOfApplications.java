package org.gatehouse.store.keys;

import java.util.UUID;

import org.gatehouse.common.application.KeyType;
import org.gatehouse.db.oauth.OAuthClient;
import org.gatehouse.db.oauth.OAuthClientRepository;
import org.gatehouse.store.applications.Consumers;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.security.SignedInUser;

import org.springframework.stereotype.Component;

/**
 * Finds the keys of a user's own applications.
 */
@Component
class KeysOfApplications {

	private final Consumers consumers;

	private final OAuthClientRepository clients;

	KeysOfApplications(Consumers consumers, OAuthClientRepository clients) {
		this.consumers = consumers;
		this.clients = clients;
	}

	/**
	 * Finds a key.
	 * @param user who asks
	 * @param applicationId the application
	 * @param which which of its keys
	 * @return the key
	 * @throws NotFound if the user has no such application or it has no such key
	 */
	OAuthClient find(SignedInUser user, UUID applicationId, WhichKey which) {
		this.consumers.application(user, applicationId);
		return (switch (which) {
			case WhichKey.OfType(KeyType type) -> this.clients.findByApplicationIdAndKeyType(applicationId, type);
			case WhichKey.OfId(UUID id) -> this.clients.findByIdAndApplicationId(id, applicationId);
		}).orElseThrow(() -> NotFound.of("Key", which.text()));
	}

}
