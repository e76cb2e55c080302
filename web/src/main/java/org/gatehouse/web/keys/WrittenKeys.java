package org.gatehouse.web.keys;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.RSAKey;

/**
 * Reads public keys as people have them: a JSON Web Key Set, or certificates and public
 * keys in PEM.
 */
public final class WrittenKeys {

	private static final Pattern PEM = Pattern
		.compile("-----BEGIN ([A-Z ]{1,40})-----([A-Za-z0-9+/=\\s]++)-----END \\1-----");

	private static final int SHORTEST_RSA = 2048;

	private WrittenKeys() {
	}

	/**
	 * Reads a key set.
	 * @param text a JSON Web Key Set
	 * @return its public RSA and elliptic curve keys, at least one
	 * @throws ParseException if it is none, or holds a private, a symmetric or a short
	 * key
	 */
	public static JWKSet parse(String text) throws ParseException {
		JWKSet set = JWKSet.parse(text);
		if (set.isEmpty()) {
			throw new ParseException("the key set is empty", 0);
		}
		for (JWK key : set.getKeys()) {
			if (key.isPrivate() || KeyType.OCT.equals(key.getKeyType())) {
				throw new ParseException("the key set holds a key that must be secret", 0);
			}
			if (key instanceof RSAKey rsa && rsa.size() < SHORTEST_RSA) {
				throw new ParseException("the key set holds an RSA key of less than " + SHORTEST_RSA + " bits", 0);
			}
		}
		return set;
	}

	/**
	 * Reads keys.
	 * @param text a key set or PEM
	 * @return a JSON Web Key Set with public keys only, as text
	 * @throws ParseException if it is neither, or a secret key is among it
	 */
	public static String toKeySet(String text) throws ParseException {
		JWKSet set = text.stripLeading().startsWith("{") ? parse(text) : new JWKSet(fromPem(text));
		return parse(set.toString(true)).toString(true);
	}

	private static List<JWK> fromPem(String text) throws ParseException {
		List<JWK> keys = new ArrayList<>();
		Matcher blocks = PEM.matcher(text);
		while (blocks.find()) {
			try {
				keys.add(switch (blocks.group(1)) {
					case "CERTIFICATE" -> JWK.parseFromPEMEncodedX509Cert(blocks.group());
					case "PUBLIC KEY" -> publicKey(Base64.getMimeDecoder().decode(blocks.group(2)));
					default -> throw new ParseException("PEM of another kind: " + blocks.group(1), 0);
				});
			}
			catch (GeneralSecurityException | JOSEException | IllegalArgumentException ex) {
				throw new ParseException("PEM: " + ex.getMessage(), 0);
			}
		}
		return keys;
	}

	private static JWK publicKey(byte[] encoded) throws GeneralSecurityException, JOSEException {
		X509EncodedKeySpec spec = new X509EncodedKeySpec(encoded);
		try {
			RSAPublicKey rsa = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
			return new RSAKey.Builder(rsa).keyIDFromThumbprint().build();
		}
		catch (GeneralSecurityException _) {
			ECPublicKey ec = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec);
			return new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec).keyIDFromThumbprint().build();
		}
	}

}
