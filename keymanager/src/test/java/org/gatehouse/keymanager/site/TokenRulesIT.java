package org.gatehouse.keymanager.site;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.db.oauth.TokenRules;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keymanager.site.News.JOHN;
import static org.gatehouse.keymanager.site.News.TOM;

/**
 * How long tokens hold, and what a client gets that asks again.
 */
class TokenRulesIT extends KeyManagerTest {

	@Autowired
	TokenRulesIT(News news) {
		super(news);
	}

	private ClientKey client(boolean sameToken) {
		TokenRules rules = new TokenRules(Duration.ofMinutes(10), Duration.ofMinutes(20), Duration.ofMinutes(30),
				Duration.ofMinutes(1), sameToken);
		return this.news.application("admin", TokenFormat.JWT, (client) -> {
			client.permit(List.of("client_credentials", "password", "refresh_token"), List.of());
			client.issueBy(rules);
		});
	}

	private Answer ofApplication(ClientKey client, String... more) {
		return token(client,
				Stream.concat(Stream.of("grant_type", "client_credentials"), Stream.of(more)).toArray(String[]::new));
	}

	@Test
	void anApplicationsTokenAndAUsersHaveLivesOfTheirOwn() {
		ClientKey client = client(false);
		assertThat(ofApplication(client).json().path("expires_in").asInt()).isBetween(599, 600);
		assertThat(password(client, TOM, "tom-password", "news_read").json().path("expires_in").asInt()).isBetween(1199,
				1200);
	}

	@Test
	void aClientGetsANewTokenEachTime() {
		ClientKey client = client(false);
		assertThat(ofApplication(client).text("access_token")).isNotEqualTo(ofApplication(client).text("access_token"));
	}

	@Test
	void aClientThatWantsItSoGetsTheSameTokensWhileTheyHold() {
		ClientKey client = client(true);
		Answer first = password(client, TOM, "tom-password", "news_read");
		Answer again = password(client, TOM, "tom-password", "news_read");
		assertThat(again.text("access_token")).isEqualTo(first.text("access_token"));
		assertThat(again.text("refresh_token")).isEqualTo(first.text("refresh_token"));
		assertThat(again.text("scope")).isEqualTo(first.text("scope"));
		assertThat(again.json().path("expires_in").asInt()).isBetween(1, 1200);
		assertThat(ofApplication(client).text("access_token")).isEqualTo(ofApplication(client).text("access_token"));
	}

	@Test
	void anotherUserAndOtherScopesGetOtherTokens() {
		ClientKey client = client(true);
		assertThat(Stream
			.of(password(client, TOM, "tom-password", "news_read"), password(client, TOM, "tom-password", "device_1"),
					password(client, JOHN, "john123", "news_read"), ofApplication(client))
			.map((answer) -> answer.text("access_token"))
			.distinct()).hasSize(4);
	}

	@Test
	void aRevokedTokenIsNotGivenAgain() {
		ClientKey client = client(true);
		String token = ofApplication(client).text("access_token");
		assertThat(form("/oauth2/revoke", client, "token", token).status()).isEqualTo(200);
		assertThat(ofApplication(client).text("access_token")).isNotEqualTo(token);
	}

	@Test
	void aRefreshedTokenIsNotGivenAgain() {
		ClientKey client = client(true);
		Answer first = password(client, TOM, "tom-password", "news_read");
		assertThat(token(client, "grant_type", "refresh_token", "refresh_token", first.text("refresh_token")).status())
			.isEqualTo(200);
		Answer again = password(client, TOM, "tom-password", "news_read");
		assertThat(again.text("refresh_token")).isNotEqualTo(first.text("refresh_token"));
	}

	@Test
	void twentyWhoAskAtOnceGetTheSameToken() throws Exception {
		ClientKey client = client(true);
		Callable<String> ask = () -> ofApplication(client).text("access_token");
		try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<String>> answers = Stream.generate(() -> many.submit(ask)).limit(20).toList();
			Set<String> tokens = new HashSet<>();
			for (Future<String> answer : answers) {
				tokens.add(answer.get());
			}
			assertThat(tokens).hasSize(1).doesNotContain("");
		}
	}

	@Test
	void aRequestMayCutTheLifeOfAnApplicationsTokenShort() {
		ClientKey client = client(false);
		assertThat(ofApplication(client, "validity_period", "60").json().path("expires_in").asInt()).isBetween(59, 60);
		assertThat(ofApplication(client, "validity_period", "99999").json().path("expires_in").asInt()).isBetween(599,
				600);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "soon", "1.5", "99999999999999999999" })
	void aLifeThatIsNoNumberOfSecondsIsRefused(String validity) {
		Answer refused = ofApplication(client(false), "validity_period", validity);
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.text("error")).isEqualTo("invalid_request");
	}

}
