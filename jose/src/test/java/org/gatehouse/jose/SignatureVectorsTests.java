package org.gatehouse.jose;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateKey;
import java.text.ParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Signatures and keys that verifiers have been known to take though they should not: the
 * classes of Wycheproof's vectors for JWS and JWK, with vectors of our own.
 */
class SignatureVectorsTests {

	private static final RSAKey RSA = KeyAlgorithm.RS256.newKey("rsa").toRSAKey();

	private static final ECKey EC = KeyAlgorithm.ES256.newKey("ec").toECKey();

	private static final BigInteger ORDER = Curve.P_256.toECParameterSpec().getOrder();

	/** {@code AlgorithmIdentifier} of SHA-256 with NULL, RFC 8017 section 9.2. */
	private static final String SHA_256 = "3031300d060960864801650304020105000420";

	private static SignedJWT signed(JWK key) {
		try {
			SignedJWT token = new SignedJWT(
					new JWSHeader.Builder(KeyAlgorithm.of(key).jws()).keyID(key.getKeyID()).build(),
					new JWTClaimsSet.Builder().subject("tom").build());
			token.sign(KeyAlgorithm.signer(key));
			return token;
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static boolean isTaken(JWK key, String token) {
		try {
			return VerificationKey.of(key).verifies(SignedJWT.parse(token));
		}
		catch (ParseException | IllegalArgumentException ex) {
			return false;
		}
	}

	private static String with(SignedJWT token, String signature) {
		return token.serialize().substring(0, token.serialize().lastIndexOf('.') + 1) + signature;
	}

	private static String with(SignedJWT token, byte[] signature) {
		return with(token, Base64URL.encode(signature).toString());
	}

	private static byte[] octets(BigInteger number, int length) {
		byte[] all = number.toByteArray();
		byte[] octets = new byte[length];
		int count = Math.min(all.length, length);
		System.arraycopy(all, all.length - count, octets, length - count, count);
		return octets;
	}

	/** What the private key makes of an encoded message. */
	private static byte[] raw(byte[] encoded) {
		try {
			RSAPrivateKey key = RSA.toRSAPrivateKey();
			return octets(new BigInteger(1, encoded).modPow(key.getPrivateExponent(), key.getModulus()), 256);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] padded(String beforePadding, int padding, String afterPadding, byte[] end) {
		HexFormat hex = HexFormat.of();
		byte[] before = hex.parseHex(beforePadding);
		byte[] after = hex.parseHex(afterPadding);
		byte[] all = new byte[before.length + padding + after.length + end.length];
		System.arraycopy(before, 0, all, 0, before.length);
		Arrays.fill(all, before.length, before.length + padding, (byte) 0xff);
		System.arraycopy(after, 0, all, before.length + padding, after.length);
		System.arraycopy(end, 0, all, all.length - end.length, end.length);
		return all;
	}

	private static byte[] digest(SignedJWT token, String algorithm) {
		try {
			return MessageDigest.getInstance(algorithm)
				.digest(new String(token.getSigningInput(), StandardCharsets.US_ASCII)
					.getBytes(StandardCharsets.US_ASCII));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void noPaddingButTheOneIsTaken() {
		SignedJWT token = signed(RSA);
		byte[] hash = digest(token, "SHA-256");
		byte[] good = padded("0001", 202, "00" + SHA_256, hash);
		assertThat(good).hasSize(256);
		assertThat(isTaken(RSA, with(token, raw(good)))).as("the one").isTrue();
		Map<String, byte[]> wrong = new LinkedHashMap<>();
		wrong.put("a block of another type", padded("0002", 202, "00" + SHA_256, hash));
		wrong.put("a block of type 0", padded("0000", 202, "00" + SHA_256, hash));
		wrong.put("a first octet", padded("0101", 202, "00" + SHA_256, hash));
		wrong.put("no separator", padded("0001", 203, SHA_256, hash));
		wrong.put("an octet in the padding", padded("0001fe", 201, "00" + SHA_256, hash));
		wrong.put("no NULL", padded("0001", 204, "00302f300b0609608648016503040201" + "0420", hash));
		wrong.put("a long length", padded("0001", 201, "00" + "308131300d060960864801650304020105000420", hash));
		wrong.put("an indefinite length",
				padded("0001", 200, "00" + "3080300d060960864801650304020105000420", Arrays.copyOf(hash, 34)));
		wrong.put("another hash by its name", padded("0001", 202, "003031300d060960864801650304020305000420", hash));
		wrong.put("a short hash", padded("0001", 203, "00" + SHA_256, Arrays.copyOf(hash, 31)));
		wrong.put("no algorithm", padded("0001", 221, "00", hash));
		byte[] sha1 = digest(token, "SHA-1");
		wrong.put("SHA-1", padded("0001", 218, "00" + "3021300906052b0e03021a05000414", sha1));
		// Bleichenbacher's forgery: little padding, and something behind the hash.
		byte[] behind = Arrays.copyOf(padded("0001", 8, "00" + SHA_256, hash), 256);
		wrong.put("something behind the hash", behind);
		byte[] garbage = behind.clone();
		Arrays.fill(garbage, 100, 256, (byte) 0x5a);
		wrong.put("garbage behind the hash", garbage);
		wrong.forEach((what, encoded) -> assertThat(isTaken(RSA, with(token, raw(encoded)))).as(what).isFalse());
	}

	@Test
	void noNumberIsASignature() {
		SignedJWT token = signed(RSA);
		byte[] real = token.getSignature().decode();
		BigInteger modulus = RSA.getModulus().decodeToBigInteger();
		Map<String, byte[]> wrong = new LinkedHashMap<>();
		wrong.put("0", new byte[256]);
		wrong.put("1", octets(BigInteger.ONE, 256));
		wrong.put("n - 1", octets(modulus.subtract(BigInteger.ONE), 256));
		wrong.put("n", octets(modulus, 256));
		wrong.put("not reduced", octets(new BigInteger(1, real).add(modulus), 257));
		wrong.put("an octet more in front", octets(new BigInteger(1, real), 257));
		wrong.put("an octet more behind", Arrays.copyOf(real, 257));
		wrong.put("an octet less", Arrays.copyOf(real, 255));
		wrong.put("none", new byte[0]);
		byte[] changed = real.clone();
		changed[255] ^= 1;
		wrong.put("a bit", changed);
		wrong.forEach((what, signature) -> assertThat(isTaken(RSA, with(token, signature))).as(what).isFalse());
	}

	@Test
	void noSpecialPointIsASignature() {
		SignedJWT token = signed(EC);
		List<BigInteger> special = List.of(BigInteger.ZERO, BigInteger.ONE, ORDER.subtract(BigInteger.ONE), ORDER,
				ORDER.add(BigInteger.ONE), BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));
		for (BigInteger r : special) {
			for (BigInteger s : special) {
				byte[] both = Arrays.copyOf(octets(r, 32), 64);
				System.arraycopy(octets(s, 32), 0, both, 32, 32);
				assertThat(isTaken(EC, with(token, both))).as(r + " " + s).isFalse();
			}
		}
		byte[] real = token.getSignature().decode();
		byte[] swapped = new byte[64];
		System.arraycopy(real, 32, swapped, 0, 32);
		System.arraycopy(real, 0, swapped, 32, 32);
		for (byte[] wrong : List.of(swapped, Arrays.copyOf(real, 65), Arrays.copyOf(real, 66), Arrays.copyOf(real, 128),
				Arrays.copyOf(real, 63), Arrays.copyOf(real, 32), new byte[0], der(real))) {
			assertThat(isTaken(EC, with(token, wrong))).as(HexFormat.of().formatHex(wrong)).isFalse();
		}
	}

	/** As JDK and OpenSSL write it, and JWS does not. */
	private static byte[] der(byte[] both) {
		byte[] r = new BigInteger(1, Arrays.copyOf(both, 32)).toByteArray();
		byte[] s = new BigInteger(1, Arrays.copyOfRange(both, 32, 64)).toByteArray();
		byte[] all = new byte[6 + r.length + s.length];
		all[0] = 0x30;
		all[1] = (byte) (all.length - 2);
		all[2] = 2;
		all[3] = (byte) r.length;
		System.arraycopy(r, 0, all, 4, r.length);
		all[4 + r.length] = 2;
		all[5 + r.length] = (byte) s.length;
		System.arraycopy(s, 0, all, 6 + r.length, s.length);
		return all;
	}

	@RepeatedTest(8)
	void ofTwoEqualSignaturesOneIsTaken() throws JOSEException {
		SignedJWT token = signed(EC);
		assertThat(isTaken(EC, token.serialize())).isTrue();
		byte[] ours = token.getSignature().decode();
		byte[] other = Arrays.copyOf(Arrays.copyOf(ours, 32), 64);
		System.arraycopy(octets(ORDER.subtract(new BigInteger(1, Arrays.copyOfRange(ours, 32, 64))), 32), 0, other, 32,
				32);
		assertThat(token.verify(new ECDSAVerifier(EC))).isTrue();
		assertThat(isTaken(EC, with(token, other))).isFalse();
		assertThat(OneSignature.smaller(new ECDSASigner(EC)).sign(token.getHeader(), token.getSigningInput()).decode())
			.hasSize(64)
			.matches(OneSignature::isSmaller);
	}

	@ParameterizedTest
	@EnumSource
	void aTokenIsWrittenInOneWay(KeyAlgorithm algorithm) {
		JWK key = algorithm.newKey("one");
		SignedJWT token = signed(key);
		String signature = token.getSignature().toString();
		String end = signature.substring(signature.length() - 1);
		assertThat(isTaken(key, token.serialize())).isTrue();
		for (String other : List.of(signature + "=", signature + "==", signature + "!", " " + signature,
				"!" + signature, signature.substring(0, 9) + "\r\n" + signature.substring(9),
				signature.substring(0, 9) + "%" + signature.substring(9),
				Base64.encode(token.getSignature().decode()).toString(),
				signature.substring(0, signature.length() - 1) + (char) (end.charAt(0) + 1), signature + "A",
				signature + ".", "." + signature)) {
			if (!other.equals(signature)) {
				assertThat(isTaken(key, with(token, other))).as(other).isFalse();
			}
		}
		String[] parts = token.serialize().split("\\.");
		for (String wrong : List.of(parts[0] + "=." + parts[1] + "." + parts[2],
				parts[0] + "." + parts[1] + "=." + parts[2], " " + parts[0] + "A." + parts[1] + "." + parts[2],
				parts[0] + "." + parts[1], parts[0] + ".." + parts[2], "." + parts[1] + "." + parts[2], "..", "",
				parts[1] + "." + parts[0] + "." + parts[2], token.serialize() + ".")) {
			assertThat(isTaken(key, wrong)).as(wrong).isFalse();
		}
		assertThat(isTaken(key, "{\"payload\":\"" + parts[1] + "\",\"protected\":\"" + parts[0] + "\",\"signature\":\""
				+ parts[2] + "\"}"))
			.as("JSON serialization")
			.isFalse();
	}

	@Test
	void brokenKeysAreRefused() {
		BigInteger modulus = RSA.getModulus().decodeToBigInteger();
		Map<String, RSAKey> weak = new LinkedHashMap<>();
		for (int exponent : new int[] { 0, 1, 2, 65_536 }) {
			weak.put("exponent " + exponent,
					new RSAKey.Builder(RSA.getModulus(), Base64URL.encode(BigInteger.valueOf(exponent))).build());
		}
		weak.put("1,024 bits", new RSAKey.Builder(Base64URL.encode(modulus.shiftRight(1024)),
				Base64URL.encode(BigInteger.valueOf(65_537)))
			.build());
		weak.put("2,047 bits", new RSAKey.Builder(Base64URL.encode(modulus.shiftRight(1)),
				Base64URL.encode(BigInteger.valueOf(65_537)))
			.build());
		weak.put("ROCA", new RSAKey.Builder(Base64URL.encode(ofSmartCard()), RSA.getPublicExponent()).build());
		weak.forEach((what, key) -> {
			assertThat(RsaStrength.suffices(key)).as(what).isFalse();
			assertThatIllegalArgumentException().as(what).isThrownBy(() -> VerificationKey.of(key));
		});
		assertThat(RsaStrength.suffices(RSA)).isTrue();
	}

	/**
	 * A number with the fingerprint of CVE-2017-15361: a power of 65537 modulo small
	 * primes.
	 */
	private static BigInteger ofSmartCard() {
		BigInteger product = BigInteger.ONE;
		for (BigInteger prime = BigInteger.TWO; prime.intValue() <= 167; prime = prime.nextProbablePrime()) {
			product = product.multiply(prime);
		}
		BigInteger power = BigInteger.valueOf(65_537).modPow(BigInteger.valueOf(1_234_567), product);
		return BigInteger.ONE.shiftLeft(2047).divide(product).add(BigInteger.TEN).multiply(product).add(power);
	}

	@Test
	void keysForSomethingElseAreRefused() {
		for (JWK key : List.of(new RSAKey.Builder(RSA.toPublicJWK()).keyUse(KeyUse.ENCRYPTION).algorithm(null).build(),
				new RSAKey.Builder(RSA.toPublicJWK()).keyUse(null).keyOperations(Set.of(KeyOperation.ENCRYPT)).build(),
				new ECKey.Builder(EC.toPublicJWK()).keyUse(KeyUse.ENCRYPTION).build(),
				new ECKey.Builder(EC.toPublicJWK()).keyUse(null).keyOperations(Set.of(KeyOperation.DERIVE_KEY)).build(),
				new ECKey.Builder(EC.toPublicJWK()).algorithm(JWSAlgorithm.ES512).build(),
				new ECKey.Builder(EC.toPublicJWK()).algorithm(new JWSAlgorithm("ES224")).build())) {
			assertThatIllegalArgumentException().isThrownBy(() -> VerificationKey.of(key));
		}
		assertThat(VerificationKey
			.of(new RSAKey.Builder(RSA.toPublicJWK()).keyUse(null).keyOperations(Set.of(KeyOperation.VERIFY)).build())
			.verifies(signed(RSA))).isTrue();
	}

	@Test
	void pointsOffTheCurveAreRefused() {
		Map<String, Object> jwk = EC.toPublicJWK().toJSONObject();
		byte[] y = EC.getY().decode();
		y[31] ^= 1;
		for (Map<String, String> change : List.of(Map.of("y", Base64URL.encode(y).toString()), Map.of("crv", "P-384"),
				Map.of("kty", "RSA"), Map.of("x", ""), Map.of("crv", "P-257"))) {
			Map<String, Object> changed = new LinkedHashMap<>(jwk);
			changed.putAll(change);
			assertThatIllegalArgumentException().as(change.toString()).isThrownBy(() -> VerificationKey.read(changed));
		}
	}

}
