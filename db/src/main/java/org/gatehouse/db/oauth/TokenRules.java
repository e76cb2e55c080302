package org.gatehouse.db.oauth;

import java.time.Duration;

/**
 * How long what a client is given holds, and what it gets when it asks again.
 *
 * @param applicationToken the life of an access token of the application itself
 * @param userToken the life of an access token that stands for a user
 * @param refreshToken the life of a refresh token
 * @param code the life of an authorization code
 * @param sameToken true: who asks again for the same user and scopes gets the token that
 * still holds, as in WSO2 API Manager 2.0.0 (its page Token API); false: a new one each
 * time
 */
public record TokenRules(Duration applicationToken, Duration userToken, Duration refreshToken, Duration code,
		boolean sameToken) {

	/**
	 * An hour, 23.5 hours for refresh tokens, a minute for codes, a new token each time.
	 */
	public static final TokenRules USUAL = new TokenRules(Duration.ofHours(1), Duration.ofHours(1),
			Duration.ofSeconds(84600), Duration.ofMinutes(1), false);

	/**
	 * The same rules with another life of access tokens.
	 * @param lifetime of both kinds
	 * @return the rules
	 */
	public TokenRules withAccessTokens(Duration lifetime) {
		return new TokenRules(lifetime, lifetime, this.refreshToken, this.code, this.sameToken);
	}

}
