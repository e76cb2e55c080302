package org.gatehouse.jose;

import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.JWTProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Takes signed tokens whose key is known by its {@code kid}, and no others. What else a
 * header names (a key, its address, a certificate) is not looked at. The claims are the
 * caller's to check.
 */
public final class KeyBoundProcessor implements JWTProcessor<SecurityContext> {

	private final JWKSource<SecurityContext> keys;

	private final Set<String> types;

	/**
	 * Makes one.
	 * @param keys the keys that may have signed
	 * @param types the types ({@code typ}) that tokens may have, in lower case; an empty
	 * name stands for a header that says none
	 */
	public KeyBoundProcessor(JWKSource<SecurityContext> keys, Set<String> types) {
		this.keys = keys;
		this.types = Set.copyOf(types);
	}

	@Override
	public JWTClaimsSet process(String token, @Nullable SecurityContext context)
			throws ParseException, BadJOSEException, JOSEException {
		return process(JWTParser.parse(token), context);
	}

	@Override
	public JWTClaimsSet process(JWT token, @Nullable SecurityContext context) throws BadJOSEException, JOSEException {
		return switch (token) {
			case SignedJWT signed -> process(signed, context);
			default -> throw new BadJOSEException("the token is not signed");
		};
	}

	@Override
	public JWTClaimsSet process(PlainJWT token, @Nullable SecurityContext context) throws BadJOSEException {
		throw new BadJOSEException("the token is not signed");
	}

	@Override
	public JWTClaimsSet process(EncryptedJWT token, @Nullable SecurityContext context) throws BadJOSEException {
		throw new BadJOSEException("the token is encrypted");
	}

	@Override
	public JWTClaimsSet process(SignedJWT token, @Nullable SecurityContext context)
			throws BadJOSEException, JOSEException {
		if (!this.types.contains(type(token.getHeader().getType()))) {
			throw new BadJOSEException("the token is of another type");
		}
		String keyId = token.getHeader().getKeyID();
		if (keyId == null) {
			throw new BadJWSException("the token names no key");
		}
		List<JWK> named = this.keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(keyId).build()), context);
		for (JWK key : named) {
			if (VerificationKey.of(key).verifies(token)) {
				return claims(token);
			}
		}
		throw new BadJWSException("the token was not signed with a key of the issuer's");
	}

	private static String type(@Nullable JOSEObjectType type) {
		if (type == null) {
			return "";
		}
		String name = type.getType().toLowerCase(Locale.ROOT);
		return name.startsWith("application/") ? name.substring("application/".length()) : name;
	}

	private static JWTClaimsSet claims(SignedJWT token) throws BadJOSEException {
		try {
			return token.getJWTClaimsSet();
		}
		catch (ParseException ex) {
			throw new BadJOSEException("the token's claims cannot be read", ex);
		}
	}

}
