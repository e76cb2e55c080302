package org.gatehouse.keymanager.site;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.keymanager.site.News.ClientKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.gatehouse.keymanager.site.News.TOM;

/**
 * A directory that is down, or does not answer: its users are told so within seconds, and
 * nobody else notices.
 */
class LdapDownIT extends LdapTest {

	private final WebApplicationContext context;

	@Autowired
	LdapDownIT(News news, WebApplicationContext context) {
		super(news);
		this.context = context;
	}

	private static void assertUnavailable(Answer answer) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(503);
		assertThat(answer.text("error")).isEqualTo("temporarily_unavailable");
		assertThat(answer.text("error_description")).contains("CORP").contains("temporarily unavailable");
		assertThat(answer.header("Retry-After")).isNotEmpty();
		assertThat(answer.header("Cache-Control")).contains("no-store");
	}

	@Test
	void itsUsersAreToldAndOthersAreNotAffected() {
		TestDirectory down = keep(TestDirectory.plain().with("alice", "alice-password"));
		String id = add("CORP", down, "rank", 1);
		add("OTHER", keep(TestDirectory.plain().with("bert", "bert-password").with("alice", "other-alice")), "rank", 2);
		ClientKey application = this.news.application(TOM, TokenFormat.OPAQUE);
		Answer token = password(application, "alice", "alice-password", "");
		assertThat(token.status()).isEqualTo(200);
		down.stop();
		assertUnavailable(password(application, "CORP/alice", "alice-password", ""));
		assertUnavailable(password(application, "alice", "other-alice", ""));
		assertUnavailable(refresh(application, token.text("refresh_token")));
		assertThat(password(application, "tom", "tom-password", "").status()).isEqualTo(200);
		assertThat(password(application, "tom", "wrong-password", "").text("error")).isEqualTo("invalid_grant");
		assertThat(password(application, "bert", "bert-password", "").status()).isEqualTo(200);
		assertThat(password(application, "OTHER/alice", "other-alice", "").status()).isEqualTo(200);
		assertThat(isActive(application, token.text("access_token"))).isTrue();
		Answer page = new Visitor(this.port, "198.51.100.51").signIn("CORP/alice", "alice-password");
		assertThat(page.status()).isEqualTo(503);
		assertThat(page.body()).contains("temporarily unavailable")
			.contains("CORP/alice")
			.doesNotContain("alice-password");
		String query = "/Users?" + encoded("filter", "userName eq \"CORP/alice\"");
		assertRefused(scim("GET", query, null), 503, "");
		assertThat(scim("GET", "/Users?" + encoded("filter", "userName sw \"CORP/\""), null).status()).isEqualTo(200);
		assertThat(json("GET", "/scim2/Users", basic("CORP/alice", "alice-password"), null).status()).isEqualTo(503);
		JsonNode tested = call("POST", STORES + "/" + id + "/test", null).json();
		assertThat(tested.at("/0/ok").asBoolean(true)).isFalse();
		assertThat(tested.at("/0/text").asString()).startsWith("cannot connect to localhost:")
			.endsWith(": Connection refused");
	}

	@Test
	void itsUsersGetInAgainOnceItIsThere() {
		TestDirectory down = keep(TestDirectory.plain().with("alice", "alice-password"));
		add("CORP", down);
		ClientKey application = this.news.application(TOM, TokenFormat.OPAQUE);
		Answer token = password(application, "alice", "alice-password", "");
		int port = down.port();
		down.stop();
		for (int i = 0; i < 3; i++) {
			assertUnavailable(refresh(application, token.text("refresh_token")));
		}
		down.startAgain();
		change(port, down.port());
		await().atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(password(application, "CORP/alice", "alice-password", "").status())
				.isEqualTo(200));
		// The refresh token was not used up by what failed.
		assertThat(refresh(application, token.text("refresh_token")).status()).isEqualTo(200);
	}

	private JsonNode shown(String id) {
		return call("GET", STORES + "/" + id, null).json();
	}

	private String failsToRead(String id, TestDirectory down) {
		down.stop();
		String problem = call("POST", STORES + "/" + id + "/read", null).text("problem");
		assertThat(problem).contains("temporarily unavailable");
		JsonNode shown = shown(id);
		assertThat(shown.path("problem").asString()).isEqualTo(problem);
		assertThat(shown.path("problemAt").asString()).isNotEmpty();
		return new AdminPages(this.context).page("/admin/user-stores");
	}

	@Test
	void aReadingThatFailsIsNotTheLastOneAndIsForgottenWhenUsersGetIn() {
		TestDirectory down = keep(TestDirectory.plain().with("alice", "alice-password"));
		String id = add("CORP", down);
		ClientKey application = this.news.application(TOM, TokenFormat.OPAQUE);
		call("POST", STORES + "/" + id + "/read", null);
		String readAt = shown(id).path("readAt").asString();
		assertThat(readAt).isNotEmpty();
		int port = down.port();
		assertThat(failsToRead(id, down)).contains(readAt.substring(0, 16), "Not read at");
		assertThat(shown(id).path("readAt").asString()).isEqualTo(readAt);
		down.startAgain();
		change(port, down.port());
		await().atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(password(application, "CORP/alice", "alice-password", "").status())
				.isEqualTo(200));
		assertThat(shown(id).hasNonNull("problem")).isFalse();
		assertThat(shown(id).hasNonNull("problemAt")).isFalse();
		assertThat(shown(id).path("readAt").asString()).isEqualTo(readAt);
	}

	@Test
	void oneThatWasNeverReadSaysSoAndATestForgetsThatItWasDown() {
		TestDirectory down = keep(TestDirectory.plain().with("alice", "alice-password").withGroup("staff", "alice"));
		String id = add("CORP", down);
		int port = down.port();
		assertThat(failsToRead(id, down)).contains("never", "Not read at");
		assertThat(shown(id).hasNonNull("readAt")).isFalse();
		down.startAgain();
		change(port, down.port());
		assertThat(shown(id).hasNonNull("problem")).isTrue();
		assertThat(call("POST", STORES + "/" + id + "/test", null).json().valueStream())
			.allMatch((step) -> step.path("ok").asBoolean());
		assertThat(shown(id).hasNonNull("problem")).isFalse();
		assertThat(shown(id).hasNonNull("readAt")).isFalse();
	}

	private void change(int before, int now) {
		assertThat(now).isPositive();
		if (before != now) {
			String id = call("GET", STORES, null).json().at("/list/0/id").asString();
			Answer changed = call("PUT", STORES + "/" + id, settings("CORP", "ldap://localhost:" + now));
			assertThat(changed.status()).as(changed.body()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "ldap", "ldaps", "starttls" })
	void oneThatTakesConnectionsAndNeverAnswersHoldsUpNobody(String how) throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
				ExecutorService many = Executors.newFixedThreadPool(40)) {
			String scheme = how.equals("ldaps") ? "ldaps" : "ldap";
			add(settings("CORP", scheme + "://localhost:" + silent.getLocalPort(), "startTls", how.equals("starttls")));
			ClientKey application = this.news.application(TOM, TokenFormat.OPAQUE);
			long begin = System.nanoTime();
			assertUnavailable(password(application, "CORP/alice", "alice-password", ""));
			assertThat(seconds(begin)).isLessThan(6);
			List<Callable<Answer>> calls = Stream
				.<Callable<Answer>>generate(() -> () -> password(application, "CORP/alice", "alice-password", ""))
				.limit(40)
				.toList();
			begin = System.nanoTime();
			List<Future<Answer>> answers = many.invokeAll(calls);
			for (Future<Answer> answer : answers) {
				assertUnavailable(answer.get());
			}
			assertThat(seconds(begin)).isLessThan(15);
			begin = System.nanoTime();
			assertThat(password(application, "tom", "tom-password", "").status()).isEqualTo(200);
			assertThat(seconds(begin)).isLessThan(2);
			begin = System.nanoTime();
			for (int i = 0; i < 20; i++) {
				assertUnavailable(password(application, "CORP/alice", "alice-password", ""));
			}
			assertThat(seconds(begin)).as("turned away at once").isLessThan(6);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static double seconds(long begin) {
		return (System.nanoTime() - begin) / 1e9;
	}

}
