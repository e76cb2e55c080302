package org.gatehouse.keymanager.tokens;

import java.util.Optional;
import java.util.Set;

import org.gatehouse.jose.KeyBoundProcessor;
import org.gatehouse.keymanager.signing.SigningKeys;
import org.gatehouse.web.WebProperties;

import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;

/**
 * Reads the ID tokens that clients send back to say whom they mean. The signature is
 * enough: one that has expired still says that.
 */
@Component
public class IdTokenHints {

	private final NimbusJwtDecoder decoder;

	IdTokenHints(SigningKeys keys, WebProperties properties) {
		this.decoder = new NimbusJwtDecoder(new KeyBoundProcessor(keys, Set.of("", "jwt")));
		this.decoder.setJwtValidator(new JwtIssuerValidator(properties.publicUrl().toString()));
	}

	/**
	 * Reads one.
	 * @param hint what a client sent
	 * @return the ID token, empty where it is none of this key manager's
	 */
	public Optional<OidcIdToken> read(String hint) {
		try {
			Jwt jwt = this.decoder.decode(hint);
			return Optional
				.of(new OidcIdToken(jwt.getTokenValue(), jwt.getIssuedAt(), jwt.getExpiresAt(), jwt.getClaims()));
		}
		catch (JwtException _) {
			return Optional.empty();
		}
	}

}
