package org.gatehouse.keymanager.signing;

import java.net.URL;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Objects;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import org.springframework.security.oauth2.jwt.JoseHeaderNames;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtEncodingException;
import org.springframework.stereotype.Component;

/**
 * Signs tokens with the key of the bound tenant whose turn it is, and so by its
 * algorithm; of the header that was asked for, the type counts. The framework's encoder
 * chooses among keys by algorithm and knows no EdDSA.
 */
@Component
class TokenSigner implements JwtEncoder {

	private final SigningKeys keys;

	TokenSigner(SigningKeys keys) {
		this.keys = keys;
	}

	@Override
	public Jwt encode(JwtEncoderParameters parameters) {
		KeyRing.Entry key = this.keys.signing();
		JWSHeader.Builder header = new JWSHeader.Builder(key.algorithm().jws()).keyID(key.publicKey().getKeyID());
		JwsHeader asked = parameters.getJwsHeader();
		if (asked != null && asked.getType() != null) {
			header.type(new JOSEObjectType(asked.getType()));
		}
		Map<String, Object> claims = parameters.getClaims().getClaims();
		SignedJWT token = new SignedJWT(header.build(), written(claims));
		try {
			token.sign(Objects.requireNonNull(key.signer(), "a key that signs"));
		}
		catch (JOSEException ex) {
			throw new JwtEncodingException("the token cannot be signed", ex);
		}
		JwsHeader.Builder signed = JwsHeader.with(() -> key.algorithm().jwsName())
			.header(JoseHeaderNames.KID, key.publicKey().getKeyID());
		return new Jwt(token.serialize(), parameters.getClaims().getIssuedAt(), parameters.getClaims().getExpiresAt(),
				signed.build().getHeaders(), claims);
	}

	private static JWTClaimsSet written(Map<String, Object> claims) {
		JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
		claims.forEach((name, value) -> set.claim(name, switch (value) {
			case Instant time -> Date.from(time);
			case URL url -> url.toString();
			default -> value;
		}));
		return set.build();
	}

}
