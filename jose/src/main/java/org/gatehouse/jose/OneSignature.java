package org.gatehouse.jose;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;

/**
 * Lets a signed token have one form only. A token is known by its hash, above all where
 * it was revoked: whoever holds it must not be able to write the same signature in
 * another way. Base64 as it is commonly read ignores characters and bits, and of an ECDSA
 * signature (r, s) there is always a second one, (r, n - s); here it is the one with the
 * smaller s.
 */
final class OneSignature {

	private static final BigInteger ORDER = Curve.P_256.toECParameterSpec().getOrder();

	private static final BigInteger HALF = ORDER.shiftRight(1);

	private static final int OCTETS = 32;

	private OneSignature() {
	}

	/**
	 * Reads a signature, if it is written as it would be here. The JDK's decoder is many
	 * times as fast as the library's, which is not asked any more.
	 * @param text the last part of a token
	 * @return the signature, null for one with characters or bits that mean nothing
	 */
	static @Nullable Base64URL read(String text) {
		try {
			byte[] octets = Base64.getUrlDecoder().decode(text);
			return Base64.getUrlEncoder().withoutPadding().encodeToString(octets).equals(text) ? new Read(text, octets)
					: null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Tells whether an ECDSA signature is the smaller of the two.
	 * @param signature r and s for P-256
	 * @return false for the other one, and for what is no such signature
	 */
	static boolean isSmaller(byte[] signature) {
		return signature.length == 2 * OCTETS && s(signature).compareTo(HALF) <= 0;
	}

	/**
	 * Makes a signer that gives the smaller signature.
	 * @param signer signs with P-256
	 * @return the same signer otherwise
	 */
	static JWSSigner smaller(ECDSASigner signer) {
		return new Smaller(signer);
	}

	private static BigInteger s(byte[] signature) {
		return new BigInteger(1, Arrays.copyOfRange(signature, OCTETS, 2 * OCTETS));
	}

	/** A signature whose octets are there already. */
	@SuppressWarnings("serial") // it lives as long as a signature is verified
	private static final class Read extends Base64URL {

		private final byte[] octets;

		Read(String text, byte[] octets) {
			super(text);
			this.octets = octets;
		}

		@Override
		public byte[] decode() {
			return this.octets.clone();
		}

	}

	private record Smaller(ECDSASigner signer) implements JWSSigner {

		@Override
		public Base64URL sign(JWSHeader header, byte[] input) throws JOSEException {
			Base64URL signed = this.signer.sign(header, input);
			byte[] signature = signed.decode();
			if (isSmaller(signature)) {
				return signed;
			}
			byte[] other = ORDER.subtract(s(signature)).toByteArray();
			byte[] both = Arrays.copyOf(signature, OCTETS);
			both = Arrays.copyOf(both, 2 * OCTETS);
			// Below half of the order, so that there is no octet for the sign too many.
			System.arraycopy(other, 0, both, 2 * OCTETS - other.length, other.length);
			return Base64URL.encode(both);
		}

		@Override
		public Set<JWSAlgorithm> supportedJWSAlgorithms() {
			return this.signer.supportedJWSAlgorithms();
		}

		@Override
		public JCAContext getJCAContext() {
			return this.signer.getJCAContext();
		}

	}

}
