package org.gatehouse.store.keys;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.gatehouse.common.application.ConsumerKey;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.db.oauth.TokenRules;
import org.gatehouse.web.clients.KeyProof;
import org.jspecify.annotations.Nullable;

/**
 * An application's key as its owner sees it. Its secret was shown once and is known to
 * nobody else.
 *
 * @param id the key, {@code keyMappingId} of the contract
 * @param applicationId the application
 * @param consumerKey the public part
 * @param keyType which endpoint it leads to
 * @param grantTypes what tokens can be asked for with
 * @param callbackUrl where a browser is led back to with a code or a token, null for
 * nowhere
 * @param signOutUrl where a browser is led to after the application had its user signed
 * out, null for nowhere
 * @param tokenRules how long what it is given holds
 * @param proof how its bearer proves to be the application
 * @param createdAt when it was made
 */
public record KeyView(UUID id, UUID applicationId, ConsumerKey consumerKey, KeyType keyType, List<String> grantTypes,
		@Nullable String callbackUrl, @Nullable String signOutUrl, TokenRules tokenRules, KeyProof proof,
		Instant createdAt) {

	public KeyView {
		grantTypes = List.copyOf(grantTypes);
	}

}
