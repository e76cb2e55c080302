package org.gatehouse.gatewaycore.token;

import java.text.ParseException;
import java.time.Instant;
import java.util.Date;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/**
 * Finds words for why a token was not taken, for administrators only: from what it says
 * of itself, so that an unwelcome token costs no second verification.
 */
final class Doubts {

	private final String issuer;

	Doubts(String issuer) {
		this.issuer = issuer;
	}

	String about(String token, SigningKeys keys, long now) {
		try {
			SignedJWT jwt = SignedJWT.parse(token);
			if (keys.find(jwt.getHeader().getKeyID()) == null) {
				return "JWT, signed with a key that the gateway does not know";
			}
			if (!JwtReader.isAccessToken(jwt.getHeader().getType())) {
				return "JWT, of another type than at+jwt";
			}
			return about(jwt.getJWTClaimsSet(), now);
		}
		catch (ParseException | IllegalArgumentException | IllegalStateException ex) {
			return "no JWT that could be read";
		}
	}

	private String about(JWTClaimsSet claims, long now) throws ParseException {
		Date expires = claims.getExpirationTime();
		Date notBefore = claims.getNotBeforeTime();
		if (!this.issuer.equals(claims.getIssuer())) {
			return "JWT, of another issuer";
		}
		if (expires != null && expires.getTime() <= now) {
			return "JWT, by its own words expired at " + Instant.ofEpochMilli(expires.getTime());
		}
		if (notBefore != null && notBefore.getTime() > now) {
			return "JWT, by its own words not valid before " + Instant.ofEpochMilli(notBefore.getTime());
		}
		if (claims.getStringClaim("client_id") == null || expires == null || claims.getIssueTime() == null) {
			return "JWT, without client_id, exp or iat";
		}
		return "JWT, whose signature does not verify, or for another audience";
	}

}
