package org.gatehouse.keymanager.assertions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.db.oauth.UsedAssertions;
import org.gatehouse.web.WebProperties;

import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;

/**
 * Reads assertions (RFC 7523 section 3): signed by a registered key with an algorithm of
 * public keys, for this server, of the present, and never seen before.
 */
@Component
public class AssertionDecoder {

	/** The algorithms that an assertion may be signed with. */
	public static final List<String> ALGORITHMS = List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256",
			"ES384", "ES512");

	/** How far the clocks of the two sides may be apart. */
	private static final Duration SKEW = Duration.ofSeconds(60);

	/** How long an assertion may hold; each is remembered until then. */
	private static final Duration LONGEST = Duration.ofHours(1);

	private static final int LONGEST_ID = 255;

	/**
	 * No access token and no ID token of anybody stands for an assertion by its type.
	 */
	static final JOSEObjectTypeVerifier<SecurityContext> TYPES = new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT,
			new JOSEObjectType("client-authentication+jwt"), null);

	private static final List<String> ENDPOINTS = List.of("/oauth2/token", "/oauth2/revoke", "/oauth2/introspect",
			"/oauth2/device_authorization");

	private final AssertionKeys keys;

	private final UsedAssertions used;

	private final Set<String> audience;

	private final Clock clock;

	AssertionDecoder(AssertionKeys keys, UsedAssertions used, WebProperties properties, Clock clock) {
		this.keys = keys;
		this.used = used;
		List<String> names = new ArrayList<>();
		for (String url : List.of(properties.publicUrl().toString(), properties.gatewayUrl().toString())) {
			names.add(url);
			names.add(url + "/token");
			ENDPOINTS.forEach((endpoint) -> names.add(url + endpoint));
		}
		this.audience = Set.copyOf(names);
		this.clock = clock;
	}

	/**
	 * Reads an assertion and remembers it, so that it is good for once.
	 * @param assertion a signed JSON Web Token
	 * @param issuer who must have issued it
	 * @param published the issuer's keys
	 * @return the assertion
	 * @throws JwtException if it is not to be believed
	 */
	public Jwt decode(String assertion, String issuer, PublishedKeys published) {
		Jwt decoded = signed(assertion, published);
		if (!issuer.equals(decoded.getClaimAsString("iss"))) {
			throw new BadJwtException("iss: not the one whose key it is");
		}
		List<String> meant = decoded.getAudience();
		if (meant == null || meant.stream().noneMatch(this.audience::contains)) {
			throw new BadJwtException("aud: not this server");
		}
		Instant expires = inTime(decoded);
		String id = decoded.getId();
		if (id == null || id.isEmpty() || id.length() > LONGEST_ID) {
			throw new BadJwtException("jti: missing, empty or too long");
		}
		if (!this.used.add(TokenHash.of(issuer.length() + ":" + issuer + id), expires.plus(SKEW))) {
			throw new BadJwtException("jti: was used before");
		}
		return decoded;
	}

	private Jwt signed(String assertion, PublishedKeys published) {
		DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
		processor.setJWSTypeVerifier(TYPES);
		processor.setJWSKeySelector(selector(this.keys.of(published)));
		processor.setJWTClaimsSetVerifier((_, _) -> {
		});
		NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
		decoder.setJwtValidator((_) -> OAuth2TokenValidatorResult.success());
		return decoder.decode(assertion);
	}

	/**
	 * Lets keys verify what is signed by their own algorithms, and by no other.
	 * @param keys the keys that may have signed
	 * @return chooses among them
	 */
	static JWSKeySelector<SecurityContext> selector(JWKSource<SecurityContext> keys) {
		return new JWSVerificationKeySelector<>(Set.copyOf(ALGORITHMS.stream().map(JWSAlgorithm::parse).toList()),
				keys);
	}

	private Instant inTime(Jwt decoded) {
		Instant now = this.clock.instant();
		Instant expires = decoded.getExpiresAt();
		Instant issued = decoded.getIssuedAt();
		Instant begins = decoded.getNotBefore();
		if (expires == null || !expires.plus(SKEW).isAfter(now)) {
			throw new BadJwtException("exp: missing or over");
		}
		if (expires.isAfter(now.plus(LONGEST))) {
			throw new BadJwtException("exp: more than an hour away");
		}
		Instant latest = now.plus(SKEW);
		if ((issued != null && issued.isAfter(latest)) || (begins != null && begins.isAfter(latest))) {
			throw new BadJwtException("iat or nbf: in the future");
		}
		return expires;
	}

}
