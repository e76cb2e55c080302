package org.gatehouse.acceptance.story;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.gatehouse.acceptance.running.Answer;
import org.gatehouse.acceptance.running.Consumer;
import org.gatehouse.acceptance.running.People;
import org.gatehouse.acceptance.running.Provider;
import org.gatehouse.acceptance.running.RunningGatehouse;
import org.gatehouse.testkit.backend.RecordingBackend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The story of "OAuth scopes" and "Throttling tiers": employees read the news, managers
 * write them, and a tier's calls are shared by all users of an application. Everything is
 * set up through REST.
 */
class ScopedNewsStoryIT {

	private static final RunningGatehouse SERVER = RunningGatehouse.shared();

	private static final RecordingBackend BACKEND = RecordingBackend.start();

	private static final String ARTICLES = "/orgnews/1.0.0/articles";

	private static String api = "";

	private static Consumer consumer = consumer();

	private static Consumer consumer() {
		People people = new People(SERVER);
		people.user("tom", "employee");
		people.user("john", "employee", "manager");
		people.user("nora", "Internal/creator", "Internal/publisher");
		people.user("carl", "Internal/subscriber");
		Map<String, Object> news = Provider.api("orgnews", "1.0.0", BACKEND.uri(),
				List.of("Bronze", "Gold", "Unlimited"), List.of(Provider.operation("GET", "/articles", "news_read"),
						Provider.operation("POST", "/articles", "news_write")));
		news.put("scopes",
				List.of(Provider.scope("news_read", "employee", "manager"), Provider.scope("news_write", "manager")));
		api = new Provider(people, "nora").publish(news);
		return new Consumer(SERVER, people, "carl");
	}

	@BeforeAll
	static void theNewsAreLive() {
		Consumer.App app = subscribed("news-probe", "Unlimited", "Unlimited");
		String token = app.tokenOf("john", "news_read").expect(200).text("access_token");
		Live.await(() -> app.calling(token).get(ARTICLES).status() == 200);
	}

	@AfterAll
	static void stopTheBackend() {
		BACKEND.close();
	}

	@Test
	void anEmployeeAsksForBothScopesAndGetsToRead() {
		Answer token = subscribed("news-of-tom", "Unlimited", "Unlimited").tokenOf("tom", "news_read", "news_write");
		assertThat(token.expect(200).text("scope")).isEqualTo("news_read");
		assertThat(token.text("token_type")).isEqualToIgnoringCase("bearer");
		assertThat(token.json().path("expires_in").asInt(0)).isBetween(3500, 3600);
		assertThat(token.text("refresh_token")).isNotEmpty();
	}

	@Test
	void aManagerGetsBothScopesAndWrites() {
		Consumer.App app = subscribed("news-of-john", "Unlimited", "Unlimited");
		Answer token = app.tokenOf("john", "news_read", "news_write").expect(200);
		assertThat(token.text("scope").split(" ")).containsExactlyInAnyOrder("news_read", "news_write");
		Answer written = app.calling(token.text("access_token")).post(ARTICLES, Map.of("title", "Hello"));
		assertThat(written.expect(200).body()).contains("Hello");
		assertThat(BACKEND.requests().getLast().header("Authorization")).isEmpty();
	}

	@Test
	void anEmployeeWhoWritesIsForbiddenWithTheScopesFault() {
		Consumer.App app = subscribed("news-forbidden", "Unlimited", "Unlimited");
		String token = app.tokenOf("tom", "news_read", "news_write").text("access_token");
		app.calling(token).get(ARTICLES).expect(200);
		Answer refused = app.calling(token).with("Accept", "application/xml").post(ARTICLES, Map.of("title", "Hello"));
		assertThat(refused.expect(403).body())
			.contains("<ams:fault xmlns:ams=\"http://wso2.org/apimanager/security\">", "<ams:code>900910</ams:code>",
					"<ams:message>The access token does not allow you to access the requested resource</ams:message>")
			.doesNotContain(token);
	}

	@Test
	void withoutATokenThereIsNoNews() {
		Answer refused = SERVER.anyone().at(SERVER.gateway()).with("Accept", "application/json").get(ARTICLES);
		assertThat(refused.expect(401).json().path("code").asString("")).isEqualTo("900902");
	}

	@Test
	void twoUsersOfAGoldApplicationShareTwentyRequestsAMinute() {
		Consumer.App app = subscribed("news-gold", "Gold", "Gold");
		List<String> tokens = List.of(app.tokenOf("tom", "news_read").text("access_token"),
				app.tokenOf("john", "news_read").text("access_token"));
		List<Integer> statuses = IntStream.range(0, 24)
			.mapToObj((call) -> app.calling(tokens.get(call % 2)).get(ARTICLES).status())
			.toList();
		assertThat(statuses.subList(0, 20)).containsOnly(200);
		assertThat(statuses.subList(20, 24)).containsOnly(429);
	}

	@Test
	void aBronzeSubscriptionLetsOneCallAMinutePass() {
		Consumer.App app = subscribed("news-bronze", "Unlimited", "Bronze");
		String token = app.tokenOf("tom", "news_read").text("access_token");
		Answer first = app.calling(token).get(ARTICLES).expect(200);
		assertThat(first.headers().firstValue("RateLimit")).get().asString().contains("r=0");
		Answer second = app.calling(token).with("Accept", "application/json").get(ARTICLES).expect(429);
		assertThat(second.text("code")).isEqualTo("900804");
		assertThat(second.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 60L);
	}

	private static Consumer.App subscribed(String name, String applicationTier, String subscriptionTier) {
		Consumer.App app = consumer.application(name, applicationTier);
		consumer.subscribe(app, api, subscriptionTier);
		String key = app.consumerKey();
		assertThat(key).isNotEmpty();
		Live.await(() -> !app.calling(app.token()).get(ARTICLES).body().contains("900908"));
		return app;
	}

}
