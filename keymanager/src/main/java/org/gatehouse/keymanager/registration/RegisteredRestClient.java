package org.gatehouse.keymanager.registration;

import org.jspecify.annotations.Nullable;

/**
 * What a client is told at its registration, its secret for the only time.
 *
 * @param clientId its identifier
 * @param clientName its name
 * @param callBackURL where browsers are sent back to
 * @param clientSecret its secret
 * @param isSaasApplication always true
 * @param appOwner the user it belongs to
 * @param jsonString grants, redirect URI and name once more, as a JSON text
 * @param jsonAppAttribute an empty JSON object, as a text
 * @param tokenType null
 */
record RegisteredRestClient(String clientId, String clientName, String callBackURL, String clientSecret,
		boolean isSaasApplication, String appOwner, String jsonString, String jsonAppAttribute,
		@Nullable String tokenType) {

	@Override
	public String toString() {
		return "RegisteredRestClient[clientId=" + this.clientId + "]";
	}

}
