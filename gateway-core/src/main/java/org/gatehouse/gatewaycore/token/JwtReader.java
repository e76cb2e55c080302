package org.gatehouse.gatewaycore.token;

import java.text.ParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

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

	private static final Set<String> USUAL = Set.of("iss", "sub", "aud", "client_id", "scope", "iat", "nbf", "exp",
			"jti");

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
		return new AccessToken(hash, client, claims.getSubject(), scopes, issued.getTime(), until, keys, tenant,
				others(claims.getClaims()));
	}

	/**
	 * What conditions may ask for besides what every token has: plain values, and lists
	 * of them.
	 */
	private static Map<String, List<String>> others(Map<String, Object> claims) {
		Map<String, List<String>> others = new HashMap<>();
		claims.forEach((name, value) -> {
			if (!USUAL.contains(name)) {
				List<String> texts = texts(value);
				if (!texts.isEmpty()) {
					others.put(name, texts);
				}
			}
		});
		return others;
	}

	private static List<String> texts(Object value) {
		Stream<?> all = (value instanceof Collection<?> several) ? several.stream() : Stream.ofNullable(value);
		return all.filter((one) -> one instanceof String || one instanceof Number || one instanceof Boolean)
			.map(Object::toString)
			.toList();
	}

	private static String[] distinct(String scope) {
		return Arrays.stream(scope.trim().split(" +")).distinct().toArray(String[]::new);
	}

}
