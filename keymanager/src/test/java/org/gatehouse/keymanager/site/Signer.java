package org.gatehouse.keymanager.site;

import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.Consumer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with a key pair who signs assertions. They are good ones unless a test says
 * otherwise.
 */
final class Signer {

	static final String SERVER = "https://localhost:9443";

	private final JWK key;

	private Signer(JWK key) {
		this.key = key;
	}

	static Signer rsa() {
		try {
			return new Signer(new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate());
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static Signer ec() {
		try {
			return new Signer(new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate());
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	JWK key() {
		return this.key;
	}

	String keySet() {
		return new JWKSet(this.key).toString(true);
	}

	/** Claims that hold, to be changed. */
	static JWTClaimsSet.Builder claims(String issuer, @Nullable String subject) {
		Instant now = Instant.now();
		return new JWTClaimsSet.Builder().issuer(issuer)
			.subject(subject)
			.audience(SERVER)
			.issueTime(Date.from(now))
			.expirationTime(Date.from(now.plusSeconds(60)))
			.jwtID(UUID.randomUUID().toString());
	}

	String sign(JWTClaimsSet.Builder claims) {
		return sign(claims, (_) -> {
		});
	}

	String sign(JWTClaimsSet.Builder claims, Consumer<JWSHeader.Builder> changes) {
		JWSHeader.Builder header = new JWSHeader.Builder(
				(this.key instanceof RSAKey) ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256)
			.type(JOSEObjectType.JWT)
			.keyID(this.key.getKeyID());
		changes.accept(header);
		SignedJWT jwt = new SignedJWT(header.build(), claims.build());
		try {
			jwt.sign(switch (this.key) {
				case RSAKey rsa -> new RSASSASigner(rsa);
				case ECKey ec -> new ECDSASigner(ec);
				default -> throw new IllegalStateException("key: " + this.key.getKeyType());
			});
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
		return jwt.serialize();
	}

}
