package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;

import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a gateway asks its feed for, and what it makes of the answers.
 */
class FollowingIT {

	@TempDir
	Path directory;

	private GatewayKit kit = new GatewayKit();

	@AfterEach
	void stop() {
		this.kit.close();
	}

	private static String user() {
		return TestTokens.user(GatewayKit.CONSUMER_KEY, "tom");
	}

	private int status(int port, String path, String token) {
		return this.kit
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
				.header("Authorization", "Bearer " + token)
				.build())
			.statusCode();
	}

	private Gateway again(Path file) throws IOException {
		GatewayConfiguration configuration = GatewayConfiguration
			.of(new GatewayConfiguration.Node("node-1", "Default", "localhost"),
					new GatewayConfiguration.Listeners(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null,
							null),
					TestTokens.ISSUER, this.kit.backend.url(""))
			.withSnapshotFile(file);
		return Gateway.start(configuration, this.kit.feed, (_) -> CompletableFuture.completedFuture(Optional.empty()),
				(_) -> CompletableFuture.completedFuture(Optional.empty()), (_) -> {
				}, Clock.systemUTC());
	}

	private static void await(Gateway gateway, LongPredicate revision) {
		Waiting.until(() -> revision.test(gateway.revision()));
	}

	@Test
	void aRestartServesWhatIsOnDiskAndAsksOnlyForWhatCameSince() throws IOException {
		Path file = this.directory.resolve("snapshot.jsonl");
		this.kit.close();
		this.kit = new GatewayKit((configuration) -> configuration.withSnapshotFile(file));
		this.kit.feed.name("one");
		Fixtures.ApiBuilder api = Fixtures.api("/q", this.kit.backend.url(""));
		this.kit.subscribe(api, "Unlimited");
		this.kit.gateway().close();
		long kept = this.kit.feed.revision();
		this.kit.feed.away(true);
		String revoked = user();
		this.kit.feed.put(TestTokens.revocation(revoked));
		this.kit.feed.questions.clear();
		try (Gateway again = again(file)) {
			assertThat(again.revision()).isEqualTo(kept);
			assertThat(status(again.httpPort(), "/q/1.0.0/x", revoked)).isEqualTo(200);
			this.kit.feed.away(false);
			await(again, (revision) -> revision == this.kit.feed.revision());
			assertThat(status(again.httpPort(), "/q/1.0.0/x", revoked)).isEqualTo(401);
			assertThat(status(again.httpPort(), "/q/1.0.0/x", user())).isEqualTo(200);
			assertThat(this.kit.feed.questions.getFirst()).isEqualTo(kept);
			assertThat(this.kit.feed.questions).doesNotContain(0L);
		}
		// What came after the restart was kept as well.
		this.kit.feed.away(true);
		try (Gateway third = again(file)) {
			assertThat(third.revision()).isEqualTo(this.kit.feed.revision());
			assertThat(status(third.httpPort(), "/q/1.0.0/x", revoked)).isEqualTo(401);
		}
	}

	@Test
	void anotherFeedIsAskedForAllThatItHas() {
		this.kit.deploy(Fixtures.api("/open", this.kit.backend.url("")).build());
		this.kit.feed.name("other");
		this.kit.feed.questions.clear();
		this.kit.deploy(TestTokens.revocation(user()));
		assertThat(this.kit.feed.questions).contains(0L);
		assertThat(this.kit.get("/open/1.0.0/x").statusCode()).isEqualTo(401);
	}

	@Test
	void aStateInPagesIsInForceOnceItIsWhole() {
		this.kit.feed.page(3);
		this.kit.feed.name("paged");
		Fixtures.ApiBuilder api = Fixtures.api("/q", this.kit.backend.url(""));
		SnapshotEntry[] entries = new SnapshotEntry[20];
		for (int i = 0; i < entries.length - 2; i++) {
			entries[i] = Fixtures.key("other-" + i, ApplicationId.random(), KeyType.PRODUCTION);
		}
		entries[entries.length - 2] = Fixtures.subscription(this.kit.application, api.id(), "Gold");
		entries[entries.length - 1] = api.build();
		this.kit.deploy(entries);
		assertThat(this.kit.getWith(user(), "/q/1.0.0/x").statusCode()).isEqualTo(200);
		assertThat(this.kit.getWith(user(), "/q/1.0.0/x").headers().firstValue("ratelimit")).isPresent();
	}

}
