package org.gatehouse.gatewaycore;

import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.Consumer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.gatewaycore.token.TokenHash;
import org.gatehouse.jose.KeyAlgorithm;

/**
 * Issues access tokens as the key manager does.
 */
public final class TestTokens {

	public static final String ISSUER = "https://localhost:9443";

	public static final RSAKey KEY = newKey("key-1");

	private TestTokens() {
	}

	public static RSAKey newKey(String keyId) {
		try {
			return new RSAKeyGenerator(2048).keyID(keyId).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static SnapshotEntry.SigningKey signingKey(RSAKey key) {
		return new SnapshotEntry.SigningKey(key.getKeyID(), key.toPublicJWK().toJSONObject());
	}

	public static String user(String consumerKey, String user, String... scopes) {
		return jwt(consumerKey, (claims) -> claims.subject(user).claim("scope", String.join(" ", scopes)));
	}

	public static String application(String consumerKey, String... scopes) {
		return jwt(consumerKey, (claims) -> claims.subject("admin")
			.claim("scope", ("am_application_scope " + String.join(" ", scopes)).trim()));
	}

	public static String jwt(String consumerKey, Consumer<JWTClaimsSet.Builder> change) {
		return jwt(KEY, header().keyID(KEY.getKeyID()).build(), consumerKey, change);
	}

	public static JWSHeader.Builder header() {
		return new JWSHeader.Builder(JWSAlgorithm.RS256).type(new JOSEObjectType("at+jwt"));
	}

	public static String jwt(RSAKey key, JWSHeader header, String consumerKey, Consumer<JWTClaimsSet.Builder> change) {
		return jwt(KeyAlgorithm.signer(key), header, consumerKey, change);
	}

	public static String jwt(JWSSigner signer, JWSHeader header, String consumerKey,
			Consumer<JWTClaimsSet.Builder> change) {
		Instant now = Instant.now();
		JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(ISSUER)
			.audience(consumerKey)
			.claim("client_id", consumerKey)
			.subject("tom")
			.claim("scope", "default")
			.issueTime(Date.from(now))
			.expirationTime(Date.from(now.plusSeconds(3600)))
			.jwtID(UUID.randomUUID().toString());
		change.accept(claims);
		try {
			SignedJWT jwt = new SignedJWT(header, claims.build());
			jwt.sign(signer);
			return jwt.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static SnapshotEntry.Revocation revocation(String token) {
		return new SnapshotEntry.Revocation(TokenHash.of(token, 0).toHex(), Instant.now().plusSeconds(3600));
	}

}
