package org.gatehouse.gatewaycore.token;

import java.text.ParseException;
import java.util.Arrays;
import java.util.Date;
import java.util.Locale;
import java.util.Set;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.jose.VerificationKey;
import org.jspecify.annotations.Nullable;

/**
 * Reads JWT access tokens (RFC 9068) under the rules of RFC 8725: the key decides on the
 * algorithm, the token names the key and nothing else about it, its type is stated, and
 * no extension is taken that is not understood.
 */
final class JwtReader {

	/**
	 * How far a clock that issues may be ahead of ours. None is granted at the end of a
	 * token's life: a revocation is forgotten then.
	 */
	private static final long SKEW_MILLIS = 60_000;

	private final String issuer;

	JwtReader(String issuer) {
		this.issuer = issuer;
	}

	/**
	 * Verifies.
	 * @param token the token as it was sent
	 * @param hash its hash
	 * @param keys the keys to verify with
	 * @param now milliseconds since 1970
	 * @return what the token says, null where it is not to be taken
	 */
	@Nullable AccessToken read(String token, TokenHash hash, SigningKeys keys, long now) {
		try {
			SignedJWT jwt = SignedJWT.parse(token);
			JWSHeader header = jwt.getHeader();
			VerificationKey key = keys.find(header.getKeyID());
			if (key == null || !isAccessToken(header.getType()) || !key.verifies(jwt)) {
				return null;
			}
			return token(jwt.getJWTClaimsSet(), hash, keys.version(), keys.tenantOf(header.getKeyID()), now);
		}
		catch (ParseException | IllegalArgumentException | IllegalStateException ex) {
			return null;
		}
	}

	static boolean isAccessToken(@Nullable JOSEObjectType type) {
		if (type == null) {
			return false;
		}
		String name = type.getType().toLowerCase(Locale.ROOT);
		return name.equals("at+jwt") || name.equals("application/at+jwt");
	}

	private @Nullable AccessToken token(JWTClaimsSet claims, TokenHash hash, long keys, @Nullable TenantId tenant,
			long now) throws ParseException {
		Date expires = claims.getExpirationTime();
		Date notBefore = claims.getNotBeforeTime();
		Date issued = claims.getIssueTime();
		String client = claims.getStringClaim("client_id");
		String scope = claims.getStringClaim("scope");
		if (!this.issuer.equals(claims.getIssuer()) || expires == null || issued == null || client == null
				|| !claims.getAudience().contains(client)) {
			return null;
		}
		long until = expires.getTime();
		if (until <= now || (notBefore != null && notBefore.getTime() - SKEW_MILLIS > now)) {
			return null;
		}
		Set<String> scopes = (scope == null || scope.isBlank()) ? Set.of() : Set.of(distinct(scope));
		return new AccessToken(hash, client, claims.getSubject(), scopes, issued.getTime(), until, keys, tenant);
	}

	private static String[] distinct(String scope) {
		return Arrays.stream(scope.trim().split(" +")).distinct().toArray(String[]::new);
	}

}
