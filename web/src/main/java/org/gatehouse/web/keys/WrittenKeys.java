package org.gatehouse.web.keys;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.RSAKey;
import org.gatehouse.jose.RsaStrength;
import org.jspecify.annotations.Nullable;

/**
 * Reads public keys as people have them: a JSON Web Key Set, or certificates and public
 * keys in PEM.
 */
public final class WrittenKeys {

	private static final Pattern PEM = Pattern
		.compile("-----BEGIN ([A-Z ]{1,40})-----([A-Za-z0-9+/=\\s]++)-----END \\1-----");

	private WrittenKeys() {
	}

	/**
	 * Reads a key set.
	 * @param text a JSON Web Key Set
	 * @return its public RSA and elliptic curve keys, at least one
	 * @throws ParseException if it is none, holds a private, a symmetric or a weak key,
	 * or two keys that cannot be told apart
	 */
	public static JWKSet parse(String text) throws ParseException {
		JWKSet set = JWKSet.parse(text);
		Set<String> names = new HashSet<>();
		if (set.isEmpty()) {
			throw new ParseException("the key set is empty", 0);
		}
		for (JWK key : set.getKeys()) {
			if (key.isPrivate() || KeyType.OCT.equals(key.getKeyType())) {
				throw new ParseException("the key set holds a key that must be secret", 0);
			}
			if (key instanceof RSAKey rsa && !RsaStrength.suffices(rsa)) {
				throw new ParseException(
						"the key set holds an RSA key of less than " + RsaStrength.BITS + " bits, or a broken one", 0);
			}
			if (key.getKeyID() != null && !names.add(key.getKeyType() + " " + key.getKeyID())) {
				throw new ParseException("the key set holds two keys of one name (kid)", 0);
			}
		}
		return set;
	}

	/**
	 * Tells whether a key is for now: what its certificate said where it came with one.
	 * @param key the key
	 * @param now the time
	 * @return false before its time ({@code nbf}) and after it ({@code exp})
	 */
	public static boolean holds(JWK key, Instant now) {
		return (key.getNotBeforeTime() == null || !key.getNotBeforeTime().toInstant().isAfter(now))
				&& (key.getExpirationTime() == null || key.getExpirationTime().toInstant().isAfter(now));
	}

	/**
	 * Reads keys.
	 * @param text a key set or PEM
	 * @param now the time, at which all keys and certificates must hold
	 * @return a JSON Web Key Set with public keys only, as text; keys from certificates
	 * say in it from when and until when they hold
	 * @throws ParseException if it is neither, or a secret key or one that does not hold
	 * is among it
	 */
	public static String toKeySet(String text, Instant now) throws ParseException {
		JWKSet set = text.stripLeading().startsWith("{") ? parse(text) : new JWKSet(fromPem(text));
		for (JWK key : set.getKeys()) {
			if (!holds(key, now)) {
				throw new ParseException("a certificate or key has expired, or does not hold yet", 0);
			}
		}
		return parse(set.toString(true)).toString(true);
	}

	private static List<JWK> fromPem(String text) throws ParseException {
		List<JWK> keys = new ArrayList<>();
		Matcher blocks = PEM.matcher(text);
		while (blocks.find()) {
			try {
				byte[] encoded = Base64.getMimeDecoder().decode(blocks.group(2));
				keys.add(switch (blocks.group(1)) {
					case "CERTIFICATE" -> ofCertificate(encoded);
					case "PUBLIC KEY" -> ofKey(publicKey(encoded), null, null);
					default -> throw new ParseException("PEM of another kind: " + blocks.group(1), 0);
				});
			}
			catch (GeneralSecurityException | JOSEException | IllegalArgumentException ex) {
				throw new ParseException("PEM: " + ex.getMessage(), 0);
			}
		}
		return keys;
	}

	private static JWK ofCertificate(byte[] encoded) throws GeneralSecurityException, JOSEException {
		X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
			.generateCertificate(new ByteArrayInputStream(encoded));
		return ofKey(certificate.getPublicKey(), certificate.getNotBefore(), certificate.getNotAfter());
	}

	private static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
		X509EncodedKeySpec spec = new X509EncodedKeySpec(encoded);
		try {
			return KeyFactory.getInstance("RSA").generatePublic(spec);
		}
		catch (GeneralSecurityException _) {
			return KeyFactory.getInstance("EC").generatePublic(spec);
		}
	}

	private static JWK ofKey(PublicKey key, @Nullable Date from, @Nullable Date until) throws JOSEException {
		return switch (key) {
			case RSAPublicKey rsa ->
				new RSAKey.Builder(rsa).keyIDFromThumbprint().notBeforeTime(from).expirationTime(until).build();
			case ECPublicKey ec -> new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec).keyIDFromThumbprint()
				.notBeforeTime(from)
				.expirationTime(until)
				.build();
			default -> throw new IllegalArgumentException("a key of another kind: " + key.getAlgorithm());
		};
	}

}
