package org.gatehouse.store.tokens;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.gatehouse.common.application.KeyType;
import org.gatehouse.db.oauth.TokenRules;
import org.gatehouse.store.keys.KeyView;
import org.gatehouse.web.tokens.IssuedToken;
import org.gatehouse.web.rest.BadRequest;
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

	private static final String APPLICATION_TOKEN = "application_access_token_expiry_time";

	private static final String USER_TOKEN = "user_access_token_expiry_time";

	private static final String REFRESH_TOKEN = "refresh_token_expiry_time";

	/** Of our own, after its name in OpenID Connect. */
	private static final String SIGN_OUT_URL = "post_logout_redirect_uri";

	static ApplicationKeyResource of(KeyView key, @Nullable String secret, @Nullable IssuedToken token) {
		return new ApplicationKeyResource(key.id().toString(), KEY_MANAGER, key.consumerKey().value(), secret,
				key.grantTypes(), key.callbackUrl(), "APPROVED", key.keyType(), "CREATED", null,
				(token != null) ? TokenResource.of(token) : null, properties(key));
	}

	/** Names as the contract's built-in key manager has them; texts of whole seconds. */
	private static Map<String, Object> properties(KeyView key) {
		TokenRules rules = key.tokenRules();
		return Map.of(SIGN_OUT_URL, Objects.requireNonNullElse(key.signOutUrl(), ""), APPLICATION_TOKEN,
				String.valueOf(rules.applicationToken().toSeconds()), USER_TOKEN,
				String.valueOf(rules.userToken().toSeconds()), REFRESH_TOKEN,
				String.valueOf(rules.refreshToken().toSeconds()));
	}

	/**
	 * What the caller says of lifetimes.
	 * @param now what holds where nothing is said
	 * @return the rules
	 * @throws BadRequest if one is no whole number
	 */
	TokenRules rules(TokenRules now) {
		return new TokenRules(seconds(APPLICATION_TOKEN, now.applicationToken()), seconds(USER_TOKEN, now.userToken()),
				seconds(REFRESH_TOKEN, now.refreshToken()), now.code(), now.sameToken());
	}

	/**
	 * What the caller says of the address after a sign-out.
	 * @return the address, null where nothing is said
	 */
	@Nullable String signOutUrl() {
		Object said = (this.additionalProperties != null) ? this.additionalProperties.get(SIGN_OUT_URL) : null;
		return (said != null) ? said.toString() : null;
	}

	private Duration seconds(String name, Duration now) {
		Object said = (this.additionalProperties != null) ? this.additionalProperties.get(name) : null;
		if (said == null || said.toString().isBlank() || said.toString().equals("N/A")) {
			return now;
		}
		try {
			return Duration.ofSeconds(Integer.parseInt(said.toString()));
		}
		catch (NumberFormatException ex) {
			throw new BadRequest(name, said.toString(), "a whole number of seconds");
		}
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
