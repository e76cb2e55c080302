package org.gatehouse.management.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ManagementTokensTests {

	private Instant now = Instant.parse("2026-11-22T12:00:00Z");

	private final Clock clock = ((InstantSource) () -> this.now).withZone(ZoneOffset.UTC);

	private final ManagementTokens tokens = new ManagementTokens(2, Duration.ofHours(1), this.clock);

	@Test
	void aTokenStandsForWhoLoggedIn() {
		assertThat(this.tokens.find(this.tokens.issue("root"))).get()
			.extracting(ManagementTokens.Login::userName)
			.isEqualTo("root");
	}

	@Test
	void anExpiredTokenIsRefusedThoughNothingCleanedUp() {
		String token = this.tokens.issue("root");
		this.now = this.now.plus(Duration.ofHours(1));
		assertThat(this.tokens.find(token)).isEmpty();
	}

	@Test
	void aRevokedTokenIsRefused() {
		String token = this.tokens.issue("root");
		this.tokens.revoke(token);
		assertThat(this.tokens.find(token)).isEmpty();
	}

	@Test
	void whoIsLongestUnseenMakesRoom() {
		String seen = this.tokens.issue("one");
		String unseen = this.tokens.issue("two");
		this.tokens.find(seen);
		String newest = this.tokens.issue("three");
		assertThat(this.tokens.find(unseen)).isEmpty();
		assertThat(this.tokens.find(seen)).isPresent();
		assertThat(this.tokens.find(newest)).isPresent();
	}

	@Test
	void noTwoTokensAreAlike() {
		assertThat(this.tokens.issue("root")).hasSize(43).isNotEqualTo(this.tokens.issue("root"));
	}

}
