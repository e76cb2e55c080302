package org.gatehouse.jose;

import java.math.BigInteger;

import com.nimbusds.jose.jwk.RSAKey;

/**
 * Tells public RSA keys that anybody can break from others: those that are short, those
 * whose exponent does nothing, and those of the smart cards of CVE-2017-15361 ("ROCA"),
 * whose primes can be computed.
 */
public final class RsaStrength {

	/** The shortest modulus, in bits (RFC 7518 section 3.3). */
	public static final int BITS = 2048;

	private static final BigInteger SMALLEST_EXPONENT = BigInteger.valueOf(3);

	/** The generator that those cards' primes are powers of, modulo each of these. */
	private static final int GENERATOR = 65_537;

	private static final int[] PRIMES = { 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73,
			79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167 };

	private RsaStrength() {
	}

	/**
	 * Tells whether signatures by a key mean anything.
	 * @param key the key; its private part is not looked at
	 * @return false for one that is too short, has an exponent that is even or below
	 * three, or the fingerprint of those cards
	 */
	public static boolean suffices(RSAKey key) {
		BigInteger modulus = key.getModulus().decodeToBigInteger();
		BigInteger exponent = key.getPublicExponent().decodeToBigInteger();
		return modulus.bitLength() >= BITS && exponent.compareTo(SMALLEST_EXPONENT) >= 0 && exponent.testBit(0)
				&& !hasFingerprint(modulus);
	}

	/** Of other keys, one in more than a hundred million has it by chance. */
	private static boolean hasFingerprint(BigInteger modulus) {
		for (int prime : PRIMES) {
			if (!isPower(modulus.mod(BigInteger.valueOf(prime)).intValue(), prime)) {
				return false;
			}
		}
		return true;
	}

	private static boolean isPower(int residue, int prime) {
		int power = 1;
		do {
			if (power == residue) {
				return true;
			}
			power = power * (GENERATOR % prime) % prime;
		}
		while (power != 1);
		return false;
	}

}
