package org.gatehouse.jose;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jca.JCAAware;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;

/**
 * The algorithms that tokens are signed with (RFC 7518 section 3.1, RFC 8037 section
 * 3.1), each with the one kind of key that it is for.
 */
public enum KeyAlgorithm {

	/** RSA of at least 2,048 bits: what every client understands. */
	RS256(JWSAlgorithm.RS256) {
		@Override
		boolean takes(JWK key) {
			return key instanceof RSAKey rsa && RsaStrength.suffices(rsa);
		}

		@Override
		JWK generate(String keyId) throws JOSEException {
			return new RSAKeyGenerator(RsaStrength.BITS).keyID(keyId)
				.keyUse(KeyUse.SIGNATURE)
				.algorithm(JWSAlgorithm.RS256)
				.generate();
		}

		@Override
		JWSSigner signerOf(JWK key) throws JOSEException {
			return new RSASSASigner(natively("RSA", key.toRSAKey().toPrivateKey()));
		}

		@Override
		JWSVerifier verifierOf(JWK key) throws JOSEException {
			return new RSASSAVerifier(natively("RSA", key.toRSAKey().toRSAPublicKey()));
		}
	},

	/** The curve P-256: short signatures, an eighth of the work of RSA to sign. */
	ES256(JWSAlgorithm.ES256) {
		@Override
		boolean takes(JWK key) {
			return key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve());
		}

		@Override
		JWK generate(String keyId) throws JOSEException {
			return new ECKeyGenerator(Curve.P_256).keyID(keyId)
				.keyUse(KeyUse.SIGNATURE)
				.algorithm(JWSAlgorithm.ES256)
				.generate();
		}

		@Override
		JWSSigner signerOf(JWK key) throws JOSEException {
			return OneSignature.smaller(new ECDSASigner(natively("EC", key.toECKey().toPrivateKey()), Curve.P_256));
		}

		@Override
		JWSVerifier verifierOf(JWK key) throws JOSEException {
			return new ECDSAVerifier(natively("EC", key.toECKey().toECPublicKey()));
		}

		@Override
		boolean hasOneForm(Base64URL signature) {
			return OneSignature.isSmaller(signature.decode());
		}
	},

	/** EdDSA on Ed25519. */
	EDDSA(JWSAlgorithm.EdDSA) {
		@Override
		boolean takes(JWK key) {
			return key instanceof OctetKeyPair pair && Curve.Ed25519.equals(pair.getCurve());
		}

		@Override
		JWK generate(String keyId) throws JOSEException {
			return Ed25519.generate(keyId);
		}

		@Override
		JWSSigner signerOf(JWK key) throws JOSEException {
			return Ed25519.signer(key.toOctetKeyPair());
		}

		@Override
		JWSVerifier verifierOf(JWK key) throws JOSEException {
			return Ed25519.verifier(key.toOctetKeyPair());
		}
	};

	private final JWSAlgorithm jws;

	KeyAlgorithm(JWSAlgorithm jws) {
		this.jws = jws;
	}

	/**
	 * The algorithm's name in tokens and metadata.
	 * @return such as {@code RS256} or {@code EdDSA}
	 */
	public String jwsName() {
		return this.jws.getName();
	}

	/**
	 * The algorithm as the library calls it.
	 * @return what a token's header must say
	 */
	public JWSAlgorithm jws() {
		return this.jws;
	}

	/**
	 * Finds an algorithm by its name in tokens and metadata.
	 * @param jwsName such as {@code ES256}
	 * @return the algorithm, empty for a name of none of these
	 */
	public static Optional<KeyAlgorithm> named(String jwsName) {
		return Arrays.stream(values()).filter((algorithm) -> algorithm.jwsName().equals(jwsName)).findFirst();
	}

	/**
	 * Tells which algorithm a key is for.
	 * @param key a public or private key
	 * @return the one algorithm
	 * @throws IllegalArgumentException if it is of another kind, too short, or says
	 * itself that it is for something else
	 */
	public static KeyAlgorithm of(JWK key) {
		for (KeyAlgorithm algorithm : values()) {
			if (algorithm.takes(key) && (key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm.jws))
					&& isForSignatures(key)) {
				return algorithm;
			}
		}
		throw new IllegalArgumentException("key: of type " + key.getKeyType() + " (expected: one for signatures by "
				+ Arrays.stream(values()).map(KeyAlgorithm::jwsName).collect(Collectors.joining(", "))
				+ "; RSA of at least " + RsaStrength.BITS
				+ " bits that is known to be strong, EC on P-256, OKP on Ed25519)");
	}

	/**
	 * Tells what a key says of itself that it is for ({@code use} and {@code key_ops} of
	 * RFC 7517).
	 * @param key a public or private key
	 * @return false if it is for something else than signatures
	 */
	public static boolean isForSignatures(JWK key) {
		Set<KeyOperation> operations = key.getKeyOperations();
		return (key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse())) && (operations == null
				|| operations.contains(KeyOperation.VERIFY) || operations.contains(KeyOperation.SIGN));
	}

	/**
	 * Makes a key pair.
	 * @param keyId {@code kid} in the tokens
	 * @return the key with its private part
	 */
	public JWK newKey(String keyId) {
		try {
			return generate(keyId);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("no signing key can be made", ex);
		}
	}

	/**
	 * Gets a private key ready to sign.
	 * @param key a key with its private part, one that {@link #of} takes
	 * @return signs, from any thread
	 */
	public static JWSSigner signer(JWK key) {
		try {
			return prepared(of(key).signerOf(key));
		}
		catch (JOSEException ex) {
			throw new IllegalArgumentException("signing key: cannot be read (expected: a private JWK)", ex);
		}
	}

	/**
	 * Gets a public key ready to verify.
	 * @param key a key that {@link #of} takes
	 * @return verifies, from any thread
	 */
	static JWSVerifier verifier(JWK key) {
		try {
			return prepared(of(key).verifierOf(key.toPublicJWK()));
		}
		catch (JOSEException ex) {
			throw new IllegalArgumentException("signing key: cannot be read (expected: a public JWK)", ex);
		}
	}

	private static <T extends JCAAware<? extends JCAContext>> T prepared(T signature) {
		signature.getJCAContext().setProvider(NativeCrypto.PROVIDER);
		return signature;
	}

	/**
	 * Loads what verifies and signs, and lets it test itself. The first who needs it
	 * waits for that otherwise: a third of a second that another thread can have done
	 * before.
	 */
	public static void load() {
		Provider provider = NativeCrypto.PROVIDER;
		if (provider != null) {
			try {
				KeyFactory.getInstance("RSA", provider);
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException("the provider has RSA", ex);
			}
		}
	}

	/**
	 * Without this the native provider would read the key anew for each signature, and
	 * for each that it verifies.
	 */
	@SuppressWarnings("unchecked") // a key stays of its kind
	private static <K extends Key> K natively(String keyType, K key) throws JOSEException {
		Provider provider = NativeCrypto.PROVIDER;
		if (provider == null) {
			return key;
		}
		try {
			return (K) KeyFactory.getInstance(keyType, provider).translateKey(key);
		}
		catch (GeneralSecurityException ex) {
			throw new JOSEException("a key of the type " + keyType, ex);
		}
	}

	/**
	 * Tells whether a signature is the one of those that say the same. RSA and EdDSA have
	 * no other.
	 */
	boolean hasOneForm(Base64URL signature) {
		return true;
	}

	abstract boolean takes(JWK key);

	abstract JWK generate(String keyId) throws JOSEException;

	abstract JWSSigner signerOf(JWK key) throws JOSEException;

	abstract JWSVerifier verifierOf(JWK key) throws JOSEException;

}
