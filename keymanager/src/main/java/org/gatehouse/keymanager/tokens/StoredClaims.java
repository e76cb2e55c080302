package org.gatehouse.keymanager.tokens;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;

/**
 * What is kept of a token besides its hash.
 *
 * @param claims the claims as JSON values, times in seconds; null where there are none
 * @param invalidated true for an authorization code that was redeemed
 */
record StoredClaims(@Nullable Map<String, Object> claims, boolean invalidated) {

	private static final Set<String> TIMES = Set.of("iat", "exp", "nbf", "updated_at");

	static StoredClaims of(@Nullable Map<String, Object> claims, boolean invalidated) {
		if (claims == null) {
			return new StoredClaims(null, invalidated);
		}
		Map<String, Object> values = new LinkedHashMap<>();
		claims.forEach((name, value) -> values.put(name, switch (value) {
			case Instant instant -> instant.getEpochSecond();
			case Date date -> date.toInstant().getEpochSecond();
			default -> value;
		}));
		return new StoredClaims(values, invalidated);
	}

	/** The claims as the authorization server has them. */
	@Nullable Map<String, Object> restored() {
		if (this.claims == null) {
			return null;
		}
		Map<String, Object> values = new LinkedHashMap<>(this.claims);
		values.replaceAll((name, value) -> {
			if (value instanceof Number seconds && TIMES.contains(name)) {
				return Instant.ofEpochSecond(seconds.longValue());
			}
			if (value instanceof Number seconds && name.equals(IdTokenClaimNames.AUTH_TIME)) {
				return Date.from(Instant.ofEpochSecond(seconds.longValue()));
			}
			return value;
		});
		return values;
	}

}
