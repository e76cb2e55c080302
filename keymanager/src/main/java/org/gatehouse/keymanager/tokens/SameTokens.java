package org.gatehouse.keymanager.tokens;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.TreeSet;
import java.util.function.Supplier;

import org.gatehouse.db.oauth.ReusableTokens;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.jose.sealing.Sealer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives a client the token again that still holds, where it is one of those that want it
 * so. Two who ask at the same time get the same one.
 */
@Component
class SameTokens {

	private static final String SEALED_AS = "reusable token";

	private final ReusableTokens kept;

	private final Sealer sealer;

	private final JsonMapper json;

	private final Clock clock;

	SameTokens(ReusableTokens kept, Sealer sealer, JsonMapper json, Clock clock) {
		this.kept = kept;
		this.sealer = sealer;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * Finds the tokens or has them made.
	 * @param request what is asked for
	 * @param issue makes new ones and stores them
	 * @return the tokens; those that were found say of themselves that they were issued
	 * now, so that what is left of their life is told
	 */
	@Transactional
	Tokens of(TokenRequest request, Supplier<Tokens> issue) {
		String asked = asked(request);
		this.kept.lock(asked);
		Instant now = this.clock.instant();
		return this.kept.find(asked, now)
			.map((found) -> opened(request, found, now))
			.orElseGet(() -> kept(asked, issue.get()));
	}

	private Tokens opened(TokenRequest request, ReusableTokens.Kept found, Instant now) {
		Sealed sealed = this.json.readValue(this.sealer.unseal(found.sealed(), SEALED_AS), Sealed.class);
		OAuth2AccessToken access = new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, sealed.access(), now,
				found.accessExpiresAt(), request.scopes());
		return new Tokens(access, (sealed.refresh() != null) ? new OAuth2RefreshToken(sealed.refresh(), now) : null,
				null);
	}

	private Tokens kept(String asked, Tokens made) {
		OAuth2RefreshToken refresh = made.refresh();
		String access = made.access().getTokenValue();
		Sealed clear = new Sealed(access, (refresh != null) ? refresh.getTokenValue() : null);
		this.kept.keep(asked, TokenHash.of(access),
				this.sealer.seal(this.json.writeValueAsString(clear).getBytes(StandardCharsets.UTF_8), SEALED_AS));
		return made;
	}

	/** Who asks for what; a character that none of them has stands between them. */
	private static String asked(TokenRequest request) {
		return TokenHash.of(String.join("\u0000", request.client().getId(), String.valueOf(request.userName()),
				request.grantType().getValue(), String.join(" ", new TreeSet<>(request.scopes()))));
	}

	/**
	 * What is sealed.
	 *
	 * @param access the access token
	 * @param refresh the refresh token, null where there is none
	 */
	private record Sealed(String access, @Nullable String refresh) {

	}

}
