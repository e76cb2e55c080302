package org.gatehouse.keymanager.assertions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import org.gatehouse.jose.KeyAlgorithm;
import org.gatehouse.keymanager.KeyManagerProperties;
import org.gatehouse.web.keys.WrittenKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Key sets of others that are down, wrong, slow, or change.
 */
class AssertionKeysIT {

	private Instant now = Instant.parse("2026-11-22T12:00:00Z");

	private final Clock clock = ((InstantSource) () -> this.now).withZone(ZoneOffset.UTC);

	private final AssertionKeys keys = new AssertionKeys(new KeyManagerProperties(Set.of("localhost")), this.clock);

	private final AtomicInteger visits = new AtomicInteger();

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final JWK first = KeyAlgorithm.ES256.newKey("first").toPublicJWK();

	private final JWK second = KeyAlgorithm.ES256.newKey("second").toPublicJWK();

	private final HttpServer site = site();

	private volatile String shown = set(this.first);

	private volatile int status = 200;

	private volatile CountDownLatch slow = new CountDownLatch(0);

	private HttpServer site() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			server.setExecutor(this.threads);
			server.createContext("/keys", (exchange) -> {
				this.visits.incrementAndGet();
				await(this.slow);
				byte[] body = this.shown.getBytes(StandardCharsets.UTF_8);
				exchange.sendResponseHeaders(this.status, body.length);
				exchange.getResponseBody().write(body);
				exchange.close();
			});
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@AfterEach
	void close() {
		this.slow.countDown();
		this.site.stop(0);
		this.threads.close();
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String set(JWK... keys) {
		return new JWKSet(List.of(keys)).toString(true);
	}

	private void pass(Duration time) {
		this.now = this.now.plus(time);
	}

	private PublishedKeys published() {
		return new PublishedKeys(null, "http://localhost:" + this.site.getAddress().getPort() + "/keys");
	}

	private List<JWK> find(PublishedKeys where, String keyId) throws KeySourceException {
		JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(keyId).build();
		return this.keys.of(where).get(new JWKSelector(JWKMatcher.forJWSHeader(header)), null);
	}

	private boolean isThere(String keyId) {
		try {
			return !find(published(), keyId).isEmpty();
		}
		catch (KeySourceException ex) {
			return false;
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html>gone</html>", "{}", "{\"keys\":[]}",
			"{\"keys\":[{\"kty\":\"oct\",\"k\":\"AA\"}]}", "{\"keys\":" })
	void whatWasKnownServesWhileTheSiteIsWrong(String garbage) {
		assertThat(isThere("first")).isTrue();
		this.shown = garbage;
		this.status = garbage.isEmpty() ? 503 : 200;
		for (int i = 0; i < 5; i++) {
			pass(Duration.ofMinutes(6));
			assertThat(isThere("first")).isTrue();
			assertThat(isThere("second")).isFalse();
		}
		this.shown = set(this.second);
		this.status = 200;
		pass(Duration.ofMinutes(6));
		assertThat(isThere("second")).isTrue();
		assertThat(isThere("first")).isFalse();
	}

	@Test
	void nothingIsTakenFromASiteThatNeverAnswered() {
		this.site.stop(0);
		assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> find(published(), "first"));
	}

	@Test
	void unknownNamesDoNotBotherTheSite() {
		assertThat(isThere("first")).isTrue();
		pass(Duration.ofSeconds(30));
		for (int i = 0; i < 500; i++) {
			assertThat(isThere("flood-" + i)).isFalse();
		}
		assertThat(this.visits).hasValue(2);
		pass(Duration.ofSeconds(29));
		assertThat(isThere("flood")).isFalse();
		assertThat(this.visits).hasValue(2);
		pass(Duration.ofSeconds(1));
		assertThat(isThere("flood")).isFalse();
		assertThat(this.visits).hasValue(3);
	}

	@Test
	void aRotationWithOverlapRefusesNobody() throws Exception {
		assertThat(isThere("first")).isTrue();
		this.shown = set(this.first, this.second);
		pass(Duration.ofMinutes(1));
		// All want the new key at the same moment, and one fetches it for them.
		List<Future<Boolean>> answers = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			String name = (i % 2 == 0) ? "second" : "first";
			answers.add(this.threads.submit(() -> isThere(name)));
		}
		for (Future<Boolean> answer : answers) {
			assertThat(answer.get(20, TimeUnit.SECONDS)).isTrue();
		}
		assertThat(this.visits).hasValue(2);
		this.shown = set(this.second);
		pass(Duration.ofMinutes(5));
		assertThat(isThere("second")).isTrue();
		assertThat(isThere("first")).isFalse();
	}

	@Test
	void aSlowSiteHoldsUpThoseAloneWhoLackTheirKey() throws Exception {
		assertThat(isThere("first")).isTrue();
		this.slow = new CountDownLatch(1);
		this.shown = set(this.first, this.second);
		pass(Duration.ofMinutes(6));
		List<Future<Boolean>> waiting = new ArrayList<>();
		waiting.add(this.threads.submit(() -> isThere("second")));
		while (this.visits.get() < 2) {
			Thread.onSpinWait();
		}
		for (int i = 0; i < 20; i++) {
			waiting.add(this.threads.submit(() -> isThere("second")));
			assertThat(isThere("first")).isTrue();
		}
		assertThat(waiting).noneMatch(Future::isDone);
		this.slow.countDown();
		for (Future<Boolean> answer : waiting) {
			assertThat(answer.get(20, TimeUnit.SECONDS)).isTrue();
		}
		assertThat(this.visits).hasValue(2);
	}

	@Test
	void manyWhoComeFirstCauseOneVisit() throws Exception {
		this.slow = new CountDownLatch(1);
		List<Future<Boolean>> all = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			all.add(this.threads.submit(() -> isThere("first")));
		}
		while (this.visits.get() < 1) {
			Thread.onSpinWait();
		}
		this.slow.countDown();
		for (Future<Boolean> one : all) {
			assertThat(one.get(20, TimeUnit.SECONDS)).isTrue();
		}
		assertThat(this.visits).hasValue(1);
	}

	@Test
	void aCertificateIsGoodInItsTimeOnly() throws Exception {
		String written = WrittenKeys.toKeySet(certificate("until-2126"), this.now);
		PublishedKeys published = new PublishedKeys(written, null);
		JWKSelector any = new JWKSelector(new JWKMatcher.Builder().build());
		assertThat(this.keys.of(published).get(any, null)).hasSize(1);
		this.now = Instant.parse("2126-01-01T00:00:01Z");
		assertThat(this.keys.of(published).get(any, null)).isEmpty();
		this.now = Instant.parse("2019-12-31T23:59:59Z");
		assertThat(this.keys.of(published).get(any, null)).isEmpty();
	}

	private static String certificate(String name) throws IOException {
		try (InputStream in = AssertionKeysIT.class.getResourceAsStream("/certificates/" + name + ".pem")) {
			assertThat(in).isNotNull();
			return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
		}
	}

}
