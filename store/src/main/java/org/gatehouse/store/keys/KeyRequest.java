package org.gatehouse.store.keys;

import java.time.Duration;
import java.util.List;

import org.gatehouse.common.application.KeyType;
import org.gatehouse.web.clients.KeyProof;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer says of a key. Fields are checked by the service, under the names of
 * the REST contract: {@code grantTypesToBeSupported}, {@code callbackUrl},
 * {@code validityTime}; and {@code signOutUrl}.
 *
 * @param keyType which endpoint it leads to
 * @param grantTypes names of RFC 6749, at least one
 * @param callbackUrl where the authorization code grant leads back to, null or blank for
 * nowhere
 * @param signOutUrl where a browser is led to after the application had its user signed
 * out, null or blank for nowhere
 * @param tokenLifetime how long its access tokens hold, null for an hour
 * @param proof how its bearer proves to be the application
 */
public record KeyRequest(KeyType keyType, List<String> grantTypes, @Nullable String callbackUrl,
		@Nullable String signOutUrl, @Nullable Duration tokenLifetime, KeyProof proof) {

	public KeyRequest {
		grantTypes = List.copyOf(grantTypes);
	}

}
