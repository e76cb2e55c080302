package org.gatehouse.acceptance.story;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.gatehouse.acceptance.running.Consumer;
import org.gatehouse.acceptance.running.People;
import org.gatehouse.acceptance.running.RunningGatehouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The story of "Scope whitelisting": a scope that belongs to no role is dropped, until an
 * operator names it; and what was made before a restart is there after it.
 */
class ScopeWhiteListIT {

	@TempDir
	static Path data;

	@Test
	void aScopeIsDroppedBeforeItIsWhiteListedAndGrantedAfter() throws Exception {
		Files.createDirectories(data);
		String consumerKey;
		String consumerSecret;
		try (RunningGatehouse before = RunningGatehouse.start(data, Map.of(), "--no-sample")) {
			Consumer.App app = new Consumer(before, new People(before), "admin").application("marked", "Unlimited");
			assertThat(app.tokenOf("admin", "some_random_scope").expect(200).text("scope"))
				.doesNotContain("some_random_scope");
			assertThat(app.tokenOf("admin", "device_123").expect(200).text("scope")).isEqualTo("device_123");
			consumerKey = app.consumerKey();
			consumerSecret = app.consumerSecret();
		}
		try (RunningGatehouse after = RunningGatehouse.start(data,
				Map.of("GATEHOUSE_SCOPE_WHITELIST", "^device_.*,openid,some_random_scope"), "--no-sample")) {
			Consumer.App app = new Consumer.App(after, "", consumerKey, consumerSecret);
			assertThat(app.tokenOf("admin", "some_random_scope").expect(200).text("scope"))
				.isEqualTo("some_random_scope");
		}
	}

}
