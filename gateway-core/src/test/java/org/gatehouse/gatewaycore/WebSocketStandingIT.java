package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.runtime.Access;
import org.gatehouse.common.runtime.Access.Scheme;
import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.snapshot.CallerCertificate;
import org.gatehouse.common.snapshot.PasswordsEnded;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.snapshot.UserState;
import org.gatehouse.gatewaycore.token.BasicUsers;
import org.gatehouse.gatewaycore.token.TokenHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * WebSockets that were opened with something else than a token last for as long as that
 * holds, and no shorter.
 */
class WebSocketStandingIT {

	private static final String KEY = "k".repeat(43);

	private static final String HEADER = "X-Client-Certificate";

	private static final String PASSWORD = "Basic "
			+ Base64.getEncoder().encodeToString(("tom:" + GatewayKit.PASSWORD).getBytes(StandardCharsets.UTF_8));

	private static TestCertificates known;

	private final TestClock clock = new TestClock();

	private final RawBackend backend = new RawBackend(WebSocketIT::echo);

	private final GatewayKit kit = new GatewayKit(
			(configuration) -> configuration.withTrustedProxies(Set.of("127.0.0.1"))
				.withCredentials(new GatewayConfiguration.Credentials("Authorization", false, HEADER)),
			this.clock);

	private final Fixtures.ApiBuilder api = Fixtures
		.api("/chat", URI.create(this.backend.url("/b").toString().replace("http:", "ws:")))
		.operations(Fixtures.operation(HttpVerb.GET, "/room", AuthType.ANY));

	private final WebSocketIT.Ear ear = new WebSocketIT.Ear();

	@BeforeAll
	static void certify(@TempDir Path directory) {
		known = TestCertificates.make(directory, "dns:known.example");
	}

	@BeforeEach
	void start() {
		this.kit.users.put("tom", new UserState("Tom", Set.of(), this.clock.instant()));
	}

	@AfterEach
	void stop() throws IOException {
		this.kit.close();
		this.backend.close();
	}

	private SnapshotEntry.Subscription deploy(boolean certificateMandatory, boolean credentialsMandatory,
			Scheme... schemes) {
		return this.kit.subscribe(
				this.api.runtime(ApiRuntime.DEFAULT.withAccess(
						new Access(Set.of(schemes), certificateMandatory, credentialsMandatory, null, null, true))),
				"Unlimited");
	}

	private WebSocket open(String path, String... headers) {
		WebSocket.Builder builder = this.kit.client.newWebSocketBuilder();
		for (int i = 0; i < headers.length; i += 2) {
			builder.header(headers[i], headers[i + 1]);
		}
		return builder
			.buildAsync(URI.create("ws://127.0.0.1:" + this.kit.gateway().httpPort() + "/chat/1.0.0" + path), this.ear)
			.join();
	}

	private SnapshotEntry.ApiKey key() {
		return new SnapshotEntry.ApiKey(TokenHash.of(KEY, 0).toHex(), this.kit.application, KeyType.PRODUCTION,
				this.clock.instant(), this.clock.instant().plusSeconds(3600), List.of(), List.of());
	}

	private CallerCertificate certificate(Instant notAfter) {
		return new CallerCertificate(this.api.id(), "known", known.fingerprint(), "Unlimited",
				this.clock.instant().minusSeconds(60), notAfter);
	}

	/** Longer than from one look at what holds to the next. */
	private void lasts(WebSocket socket) throws InterruptedException {
		this.kit.deploy(Fixtures.api("/other", this.backend.url("")).build());
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1500);
		while (System.nanoTime() < end) {
			socket.sendText("still here", true).join();
			assertThat(this.ear.texts.poll(5, TimeUnit.SECONDS)).isEqualTo("still here");
		}
	}

	private void ends() throws Exception {
		assertThat(this.ear.closed.get(5, TimeUnit.SECONDS)).isEqualTo(1008);
	}

	@Test
	void aWebSocketByAnApiKeyLastsUntilTheKeyIsRevoked() throws Exception {
		deploy(false, false, Scheme.API_KEY);
		this.kit.deploy(key());
		lasts(open("/room?apikey=" + KEY));
		this.kit.remove(key().key());
		ends();
	}

	@Test
	void aWebSocketByAnApiKeyEndsWhenTheKeyExpires() throws Exception {
		deploy(false, false, Scheme.API_KEY);
		this.kit.deploy(key());
		open("/room", "ApiKey", KEY);
		this.clock.pass(Duration.ofHours(2));
		ends();
	}

	@Test
	void aWebSocketByAnApiKeyEndsWithTheSubscription() throws Exception {
		SnapshotEntry.Subscription subscription = deploy(false, false, Scheme.API_KEY);
		this.kit.deploy(key());
		open("/room", "ApiKey", KEY);
		this.kit.remove(subscription.key());
		ends();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Tom", "" })
	void aWebSocketByAPasswordOutlastsWhatIsRememberedOfIt(String ended) throws Exception {
		deploy(false, false, Scheme.BASIC_AUTH);
		WebSocket socket = open("/room", "Authorization", PASSWORD);
		this.clock.pass(BasicUsers.REMEMBERED.multipliedBy(2));
		this.kit.deploy(ended("Eve", this.clock.instant()));
		lasts(socket);
		this.kit.deploy(ended(ended, this.clock.instant()));
		ends();
	}

	private static PasswordsEnded ended(String userName, Instant before) {
		return new PasswordsEnded(MemoryFeed.TENANT, userName, before, before.plusSeconds(3600));
	}

	@Test
	void aWebSocketByACertificateLastsUntilTheApiNoLongerKnowsIt() throws Exception {
		deploy(false, false, Scheme.MUTUAL_SSL);
		this.kit.deploy(certificate(this.clock.instant().plusSeconds(3600)));
		lasts(open("/room", HEADER, known.encoded()));
		this.kit.remove(certificate(this.clock.instant()).key());
		ends();
	}

	@Test
	void aWebSocketThatNeedsACertificateBesideItsTokenEndsWithIt() throws Exception {
		deploy(true, true, Scheme.MUTUAL_SSL, Scheme.API_KEY);
		this.kit.deploy(key(), certificate(this.clock.instant().plusSeconds(600)));
		WebSocket socket = open("/room", HEADER, known.encoded(), "ApiKey", KEY);
		lasts(socket);
		this.clock.pass(Duration.ofMinutes(15));
		ends();
	}

	@Test
	void aWebSocketEndsWhenItsApiNoLongerTakesWhatItWasOpenedWith() throws Exception {
		deploy(false, false, Scheme.OAUTH2, Scheme.BASIC_AUTH);
		open("/room", "Authorization", PASSWORD);
		deploy(false, false, Scheme.OAUTH2);
		ends();
	}

}
