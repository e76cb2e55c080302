package org.gatehouse.store.tokens;

import java.util.List;
import java.util.Map;

import org.gatehouse.common.application.KeyType;
import org.gatehouse.store.keys.KeyView;
import org.gatehouse.web.tokens.IssuedToken;
import org.jspecify.annotations.Nullable;

/**
 * {@code ApplicationKey} of the contract. The consumer secret is there only in the answer
 * to the request that made it.
 */
record ApplicationKeyResource(@Nullable String keyMappingId, @Nullable String keyManager, @Nullable String consumerKey,
		@Nullable String consumerSecret, @Nullable List<String> supportedGrantTypes, @Nullable String callbackUrl,
		@Nullable String keyState, @Nullable KeyType keyType, @Nullable String mode, @Nullable String groupId,
		@Nullable TokenResource token, @Nullable Map<String, Object> additionalProperties) {

	/** The name of the built-in key manager in the contract. */
	static final String KEY_MANAGER = "Resident Key Manager";

	static ApplicationKeyResource of(KeyView key, @Nullable String secret, @Nullable IssuedToken token) {
		return new ApplicationKeyResource(key.id().toString(), KEY_MANAGER, key.consumerKey().value(), secret,
				key.grantTypes(), key.callbackUrl(), "APPROVED", key.keyType(), "CREATED", null,
				(token != null) ? TokenResource.of(token) : null,
				Map.of("application_access_token_expiry_time", String.valueOf(key.tokenLifetime().toSeconds())));
	}

	@Override
	public String toString() {
		return "ApplicationKeyResource[keyMappingId=" + this.keyMappingId + ", consumerKey=" + this.consumerKey + "]";
	}

	/**
	 * {@code ApplicationToken} of the contract.
	 */
	record TokenResource(String accessToken, List<String> tokenScopes, long validityTime) {

		static TokenResource of(IssuedToken token) {
			return new TokenResource(token.accessToken(), List.copyOf(token.grantedScopes()),
					token.expiresIn().toSeconds());
		}

		@Override
		public String toString() {
			return "TokenResource[tokenScopes=" + this.tokenScopes + ", validityTime=" + this.validityTime + "]";
		}

	}

}
