package org.gatehouse.keymanager.signing;

import java.net.URL;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;

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

	/** The few that there are, written once: one a key and type. */
	private final Map<HeaderOf, JWSHeader> headers = new ConcurrentHashMap<>();

	TokenSigner(SigningKeys keys) {
		this.keys = keys;
	}

	private record HeaderOf(String keyId, @Nullable String type) {

	}

	@Override
	public Jwt encode(JwtEncoderParameters parameters) {
		KeyRing.Entry key = this.keys.signing();
		JwsHeader asked = parameters.getJwsHeader();
		String type = (asked != null) ? asked.getType() : null;
		Map<String, Object> claims = parameters.getClaims().getClaims();
		SignedJWT token = new SignedJWT(header(key, type), written(claims));
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

	private JWSHeader header(KeyRing.Entry key, @Nullable String type) {
		return this.headers.computeIfAbsent(new HeaderOf(key.publicKey().getKeyID(), type), (name) -> {
			JWSHeader.Builder header = new JWSHeader.Builder(key.algorithm().jws()).keyID(name.keyId());
			if (type != null) {
				header.type(new JOSEObjectType(type));
			}
			return encoded(header.build());
		});
	}

	/** A header that is read keeps the text that it was read from. */
	private static JWSHeader encoded(JWSHeader header) {
		try {
			return JWSHeader.parse(header.toBase64URL());
		}
		catch (ParseException ex) {
			throw new IllegalStateException("header: " + header + " (expected: one that can be read)", ex);
		}
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
