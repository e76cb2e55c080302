package org.gatehouse.jose;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;

/**
 * EdDSA on Ed25519 (RFC 8037) by the platform's own signatures. The library's signer is
 * bound to another implementation, which the data plane would have to carry for this
 * alone and which is slower.
 */
final class Ed25519 {

	/** What comes before the 32 octets of a key in its standard encodings (RFC 8410). */
	private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

	private static final byte[] PRIVATE_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

	private static final int OCTETS = 32;

	private static final String NAME = "Ed25519";

	private Ed25519() {
	}

	static JWK generate(String keyId) throws JOSEException {
		try {
			var pair = KeyPairGenerator.getInstance(NAME).generateKeyPair();
			return new OctetKeyPair.Builder(Curve.Ed25519, last(pair.getPublic().getEncoded()))
				.d(last(pair.getPrivate().getEncoded()))
				.keyID(keyId)
				.keyUse(KeyUse.SIGNATURE)
				.algorithm(JWSAlgorithm.EdDSA)
				.build();
		}
		catch (GeneralSecurityException ex) {
			throw new JOSEException("no key can be made", ex);
		}
	}

	static JWSSigner signer(OctetKeyPair key) throws JOSEException {
		Base64URL secret = Objects.requireNonNull(key.getD(), "no private part");
		return new Signer((PrivateKey) read(
				(keys) -> keys.generatePrivate(new PKCS8EncodedKeySpec(encoded(PRIVATE_PREFIX, secret)))));
	}

	static JWSVerifier verifier(OctetKeyPair key) throws JOSEException {
		return new Verifier((PublicKey) read(
				(keys) -> keys.generatePublic(new X509EncodedKeySpec(encoded(PUBLIC_PREFIX, key.getX())))));
	}

	private static Base64URL last(byte[] encoded) {
		return Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - OCTETS, encoded.length));
	}

	private static byte[] encoded(byte[] prefix, Base64URL octets) {
		byte[] raw = octets.decode();
		if (raw.length != OCTETS) {
			throw new IllegalArgumentException("key: " + raw.length + " octets (expected: " + OCTETS + ")");
		}
		byte[] all = Arrays.copyOf(prefix, prefix.length + OCTETS);
		System.arraycopy(raw, 0, all, prefix.length, OCTETS);
		return all;
	}

	private static java.security.Key read(Reading reading) throws JOSEException {
		try {
			return reading.of(KeyFactory.getInstance(NAME));
		}
		catch (GeneralSecurityException ex) {
			throw new JOSEException("Ed25519 key", ex);
		}
	}

	private static Signature signature(@Nullable Provider provider) throws GeneralSecurityException {
		return (provider != null) ? Signature.getInstance(NAME, provider) : Signature.getInstance(NAME);
	}

	@FunctionalInterface
	private interface Reading {

		java.security.Key of(KeyFactory keys) throws GeneralSecurityException;

	}

	private static final class Signer extends BaseJWSProvider implements JWSSigner {

		private final PrivateKey key;

		Signer(PrivateKey key) {
			super(Set.of(JWSAlgorithm.EdDSA));
			this.key = key;
		}

		@Override
		public Base64URL sign(JWSHeader header, byte[] input) throws JOSEException {
			try {
				Signature signature = signature(getJCAContext().getProvider());
				signature.initSign(this.key);
				signature.update(input);
				return Base64URL.encode(signature.sign());
			}
			catch (GeneralSecurityException ex) {
				throw new JOSEException("Ed25519 signature", ex);
			}
		}

	}

	private static final class Verifier extends BaseJWSProvider implements JWSVerifier {

		private final PublicKey key;

		Verifier(PublicKey key) {
			super(Set.of(JWSAlgorithm.EdDSA));
			this.key = key;
		}

		@Override
		public boolean verify(JWSHeader header, byte[] input, Base64URL signed) throws JOSEException {
			try {
				Signature signature = signature(getJCAContext().getProvider());
				signature.initVerify(this.key);
				signature.update(input);
				return signature.verify(signed.decode());
			}
			catch (SignatureException ex) {
				// Of a wrong length or shape.
				return false;
			}
			catch (GeneralSecurityException ex) {
				throw new JOSEException("Ed25519 signature", ex);
			}
		}

	}

}
