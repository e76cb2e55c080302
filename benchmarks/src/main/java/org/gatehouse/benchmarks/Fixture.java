package org.gatehouse.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/**
 * Writes what the candidates and the load need to agree on: the signing key, a token for
 * each application, tokens that must be refused, and HAProxy's maps of the same world.
 */
final class Fixture {

	/** Who issues the tokens. */
	static final String ISSUER = "https://localhost:9443";

	/** The public key, as a JSON Web Key. */
	static final String KEY_FILE = "signing-key.json";

	/** What opaque tokens stand for: token, client, scopes. */
	static final String OPAQUE_FILE = "opaque.map";

	private static final String SCOPES = "items:read orders:read";

	private static final SecureRandom RANDOM = new SecureRandom();

	private final Path folder;

	private final RSAKey key;

	private Fixture(Path folder, RSAKey key) {
		this.folder = folder;
		this.key = key;
	}

	/**
	 * Writes a fixture.
	 * @param arguments the folder, and how many tokens the applications have together,
	 * one each where nothing is said; other numbers make further files of tokens
	 * @throws IOException if the folder cannot be written
	 * @throws JOSEException never: RSA is always there
	 */
	public static void main(String[] arguments) throws IOException, JOSEException {
		Path folder = Files.createDirectories(Path.of(arguments[0]));
		RSAKey key = new RSAKeyGenerator(2048).keyID("bench").algorithm(JWSAlgorithm.RS256).generate();
		Fixture fixture = new Fixture(folder, key);
		fixture.write((arguments.length > 1) ? Integer.parseInt(arguments[1]) : World.APPLICATIONS);
		for (int i = 2; i < arguments.length; i++) {
			fixture.write("tokens-" + arguments[i] + ".txt", fixture.tokens(Integer.parseInt(arguments[i])));
		}
	}

	private void write(int count) throws IOException, JOSEException {
		Instant later = Instant.now().plus(Duration.ofDays(7));
		write(KEY_FILE, List.of(this.key.toPublicJWK().toJSONString()));
		write("signing-key.pem", List.of("-----BEGIN PUBLIC KEY-----",
				Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(this.key.toRSAPublicKey().getEncoded()),
				"-----END PUBLIC KEY-----"));
		write("apis.map", IntStream.range(0, World.APIS).mapToObj((api) -> "/api" + api + "/v1/ api" + api).toList());
		write("operations.map", World.RESOURCES.stream()
			.flatMap((resource) -> List
				.of("GET:" + resource + " " + resource + ":read", "POST:" + resource + " " + resource + ":write")
				.stream())
			.toList());
		write("subscriptions.map",
				IntStream.range(0, World.APPLICATIONS)
					.boxed()
					.flatMap((application) -> IntStream.range(0, World.SUBSCRIBED_APIS)
						.mapToObj((api) -> World.consumerKey(application) + ":api" + api + " plenty"))
					.toList());
		List<String> tokens = tokens(count);
		write("tokens.txt", tokens);
		String first = tokens.getFirst();
		String unsigned = first.substring(0, first.lastIndexOf('.') + 1);
		write("refused.txt",
				List.of("401 ", "401 " + unsigned + "A".repeat(342),
						"401 " + token(World.consumerKey(0), "user-0", SCOPES, Instant.now().minusSeconds(3600)),
						"403 " + token(World.consumerKey(0), "user-0", "orders:read", later),
						"403 " + token(World.consumerKey(World.UNSUBSCRIBED), "user-0", SCOPES, later)));
		writeOpaque();
	}

	/** The two tokens at the end have not the scope, and not the subscription. */
	private void writeOpaque() throws IOException {
		List<String> tokens = Stream.generate(Fixture::opaque).limit(World.APPLICATIONS + 2L).toList();
		String scopeless = tokens.get(World.APPLICATIONS);
		String unsubscribed = tokens.getLast();
		List<String> meanings = new ArrayList<>(IntStream.range(0, World.APPLICATIONS)
			.mapToObj((i) -> tokens.get(i) + " " + World.consumerKey(i) + " " + SCOPES)
			.toList());
		meanings.add(scopeless + " " + World.consumerKey(0) + " orders:read");
		meanings.add(unsubscribed + " " + World.consumerKey(World.UNSUBSCRIBED) + " " + SCOPES);
		write(OPAQUE_FILE, meanings);
		write("opaque.txt", tokens.subList(0, World.APPLICATIONS));
		write("opaque-refused.txt", List.of("401 ", "401 " + opaque(), "403 " + scopeless, "403 " + unsubscribed));
	}

	private static String opaque() {
		byte[] bytes = new byte[32];
		RANDOM.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	private List<String> tokens(int count) {
		Instant later = Instant.now().plus(Duration.ofDays(7));
		return IntStream.range(0, count).parallel().mapToObj((i) -> token(i, later)).toList();
	}

	private String token(int number, Instant expires) {
		int application = number % World.APPLICATIONS;
		try {
			return token(World.consumerKey(application), "user-" + application, SCOPES, expires);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("RSA is always there", ex);
		}
	}

	private String token(String client, String subject, String scopes, Instant expires) throws JOSEException {
		JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(this.key.getKeyID())
			.type(new JOSEObjectType("at+jwt"))
			.build();
		JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(ISSUER)
			.subject(subject)
			.audience(client)
			.claim("client_id", client)
			.claim("scope", scopes)
			.claim("tenant", "carbon.super")
			.issueTime(Date.from(expires.minus(Duration.ofDays(7))))
			.expirationTime(Date.from(expires))
			.jwtID(UUID.randomUUID().toString())
			.build();
		SignedJWT token = new SignedJWT(header, claims);
		token.sign(new RSASSASigner(this.key));
		return token.serialize();
	}

	private void write(String name, List<String> lines) throws IOException {
		Files.write(this.folder.resolve(name), lines, StandardCharsets.US_ASCII);
	}

}
