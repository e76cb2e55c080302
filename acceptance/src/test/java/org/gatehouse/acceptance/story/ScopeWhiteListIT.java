package org.gatehouse.acceptance.story;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.gatehouse.acceptance.running.Consumer;
import org.gatehouse.acceptance.running.People;
import org.gatehouse.acceptance.running.Provider;
import org.gatehouse.acceptance.running.RunningGatehouse;
import org.gatehouse.acceptance.running.WebVisitor;
import org.gatehouse.testkit.backend.RecordingBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The story of "Scope whitelisting": a scope that belongs to no role is dropped, until an
 * operator names it; and what was made before a restart is there after it, but for what
 * was ended.
 */
class ScopeWhiteListIT {

	@TempDir
	static Path data;

	@Test
	void aScopeIsDroppedBeforeItIsWhiteListedAndGrantedAfter() throws Exception {
		Files.createDirectories(data);
		String consumerKey;
		String consumerSecret;
		List<String> ended = new ArrayList<>();
		String kept;
		String issuer;
		try (RunningGatehouse before = RunningGatehouse.start(data, Map.of(), "--no-sample");
				RecordingBackend backend = RecordingBackend.start()) {
			People people = new People(before);
			String api = new Provider(people, "admin").publish(Provider.api("ended", "1.0.0", backend.uri(),
					List.of("Unlimited"), List.of(Provider.operation("GET", "/now"))));
			Consumer consumer = new Consumer(before, people, "admin");
			Consumer.App app = consumer.application("marked", "Unlimited");
			consumer.subscribe(app, api, "Unlimited");
			assertThat(app.tokenOf("admin", "some_random_scope").expect(200).text("scope"))
				.doesNotContain("some_random_scope");
			assertThat(app.tokenOf("admin", "device_123").expect(200).text("scope")).isEqualTo("device_123");
			ended.add(app.token());
			Live.await(() -> status(app, ended.getFirst()) == 200);
			app.revoke(ended.getFirst());
			Live.await(() -> status(app, ended.getFirst()) == 401);
			ended.add(app.token());
			ended.add(app.tokenOf("admin").expect(200).text("access_token"));
			ended.subList(1, 3).forEach((token) -> assertThat(status(app, token)).isEqualTo(200));
			endEverything(before);
			Duration taken = Live.await(() -> ended.stream().allMatch((token) -> status(app, token) == 401));
			assertThat(taken).isLessThan(Duration.ofSeconds(1));
			kept = app.token();
			assertThat(status(app, kept)).isEqualTo(200);
			consumerKey = app.consumerKey();
			consumerSecret = app.consumerSecret();
			issuer = before.control().toString();
			before.kill();
		}
		try (RunningGatehouse after = RunningGatehouse.start(data, Map.of("GATEHOUSE_SCOPE_WHITELIST",
				"^device_.*,openid,some_random_scope", "GATEHOUSE_PUBLIC_URL", issuer), "--no-sample")) {
			Consumer.App app = new Consumer.App(after, "", consumerKey, consumerSecret);
			assertThat(app.tokenOf("admin", "some_random_scope").expect(200).text("scope"))
				.isEqualTo("some_random_scope");
			for (String token : ended) {
				assertThat(status(app, token)).isEqualTo(401);
				assertThat(app.isActive(token)).isFalse();
			}
			// Its backend is gone, but it is let in.
			assertThat(status(app, kept)).isGreaterThanOrEqualTo(500);
		}
	}

	/** As an administrator does at the page for it. */
	private static void endEverything(RunningGatehouse server) {
		WebVisitor admin = new WebVisitor(server);
		admin.signIn("admin", RunningGatehouse.ADMIN_PASSWORD);
		assertThat(admin.post("/admin/revocation", "/admin/revocation").status()).isEqualTo(302);
	}

	private static int status(Consumer.App app, String token) {
		return app.calling(token).get("/ended/1.0.0/now").status();
	}

}
