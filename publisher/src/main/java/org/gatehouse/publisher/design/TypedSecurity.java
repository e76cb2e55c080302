package org.gatehouse.publisher.design;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Endpoint security of one kind of endpoint as someone typed it, on a page or in REST:
 * nothing is checked yet, and secrets are in clear. Whatever does not belong to the type
 * is left alone; a secret that is empty stays as it is stored.
 *
 * @param type {@code NONE}, {@code BASIC}, {@code DIGEST}, {@code OAUTH} or
 * {@code CLIENT_CERTIFICATE}, in any case
 * @param username for Basic, Digest and OAuth by password
 * @param password the same
 * @param grantType {@code CLIENT_CREDENTIALS} or {@code PASSWORD}, in any case
 * @param tokenUrl the token endpoint
 * @param clientId the OAuth client
 * @param clientSecret its secret
 * @param scopes the scopes to ask for
 * @param parameters further parameters of the token request
 * @param certificate certificates as PEM, the gateway's own first
 * @param privateKey the private key as PEM
 * @param keyStore certificate and key as PKCS #12, null where they are not
 * @param keyStorePassword its password, which is not kept
 */
public record TypedSecurity(String type, String username, String password, String grantType, String tokenUrl,
		String clientId, String clientSecret, List<String> scopes, Map<String, String> parameters, String certificate,
		String privateKey, byte @Nullable [] keyStore, String keyStorePassword) {

	/** Nothing. */
	public static final TypedSecurity NONE = new TypedSecurity("NONE", "", "", "", "", "", "", List.of(), Map.of(), "",
			"", null, "");

	/**
	 * The same with secrets.
	 * @param newPassword the password
	 * @param newClientSecret the OAuth client's secret
	 * @return a new value
	 */
	public TypedSecurity withSecrets(String newPassword, String newClientSecret) {
		return new TypedSecurity(this.type, this.username, newPassword, this.grantType, this.tokenUrl, this.clientId,
				newClientSecret, this.scopes, this.parameters, this.certificate, this.privateKey, this.keyStore,
				this.keyStorePassword);
	}

	@Override
	public String toString() {
		return "TypedSecurity[" + this.type + "]";
	}

}
