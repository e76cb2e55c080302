package org.gatehouse.store.applications;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.gatehouse.store.StoreFixture;
import org.gatehouse.store.StoreRestTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

class ApplicationRestIT extends StoreRestTest {

	@Test
	void anApplicationIsMadeShownChangedAndRemoved() {
		String user = this.store.subscriber();

		Answer made = post(user, "/applications",
				"{'name':' App1 ','throttlingPolicy':'Gold','description':'First','tokenType':'OAUTH','owner':'admin'}");

		String id = made.at("/applicationId");
		assertThat(made.status()).isEqualTo(201);
		assertThat(made.response().getHeader("Location")).endsWith("/applications/" + id);
		assertThat(made.at("/name")).isEqualTo("App1");
		assertThat(made.at("/owner")).isEqualTo(user);
		assertThat(made.at("/status")).isEqualTo("APPROVED");
		assertThat(this.store.feed("application:" + id)).contains("\"tier\": \"Gold\"");

		Answer changed = put(user, "/applications/" + id, "{'name':'App1','throttlingPolicy':'Bronze'}");

		assertThat(changed.status()).isEqualTo(200);
		assertThat(changed.at("/tokenType")).isEqualTo("JWT");
		assertThat(this.store.feed("application:" + id)).contains("\"tier\": \"Bronze\"");

		assertThat(delete(user, "/applications/" + id).status()).isEqualTo(200);
		assertThat(get(user, "/applications/" + id).status()).isEqualTo(404);
		assertThat(this.store.feed("application:" + id)).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{'throttlingPolicy':'Gold'}                             | name
			{'name':'  ','throttlingPolicy':'Gold'}                 | name
			{'name':'a\\u0000b','throttlingPolicy':'Gold'}          | name
			{'name':'x'}                                            | throttlingPolicy
			{'name':'x','throttlingPolicy':'Platinum'}              | throttlingPolicy
			{'name':'x','throttlingPolicy':'Gold','tokenType':'X'}  | tokenType
			""", quoteCharacter = '~')
	void wrongFieldsAreNamed(String body, String field) {
		Answer refused = post(this.store.subscriber(), "/applications", body);

		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.at("/error/0/code")).isEqualTo(field);
	}

	@Test
	void tooLongTextsAndBrokenJsonAreRefused() {
		String user = this.store.subscriber();

		assertThat(post(user, "/applications",
				"{'name':'" + "x".repeat(101) + "','throttlingPolicy':'Gold','description':'" + "y".repeat(513) + "'}")
			.body()
			.at("/error")).hasSize(2);
		assertThat(post(user, "/applications", "{'name':").status()).isEqualTo(400);
		assertThat(post(user, "/applications", "{'name':{'a':1},'throttlingPolicy':'Gold'}").status()).isEqualTo(400);
		assertThat(post(user, "/applications", "[]").status()).isEqualTo(400);
	}

	@Test
	void aNameIsTakenOnceIgnoringCaseButOnlyForItsOwner() {
		String user = this.store.subscriber();
		String body = "{'name':'Mine','throttlingPolicy':'Gold'}";
		post(user, "/applications", body);

		Answer again = post(user, "/applications", body.replace("Mine", "MINE"));

		assertThat(again.status()).isEqualTo(409);
		assertThat(again.at("/error/0/code")).isEqualTo("name");
		assertThat(post(this.store.subscriber(), "/applications", body).status()).isEqualTo(201);
	}

	@Test
	void somebodyElsesApplicationIsNotThere() {
		String id = application(this.store.subscriber());
		String other = this.store.subscriber();

		assertThat(get(other, "/applications/" + id).status()).isEqualTo(404);
		assertThat(put(other, "/applications/" + id, "{'name':'x','throttlingPolicy':'Gold'}").status()).isEqualTo(404);
		assertThat(delete(other, "/applications/" + id).status()).isEqualTo(404);
		assertThat(get(other, "/applications/" + id).at("/description").replace(id, ""))
			.isEqualTo(get(other, "/applications/" + new UUID(1, 1)).at("/description")
				.replace(new UUID(1, 1).toString(), ""));
	}

	@Test
	void anEditOnAnOldVersionIsRefused() {
		String user = this.store.subscriber();
		String path = "/applications/" + application(user);
		String old = get(user, path).response().getHeader("ETag");
		String body = "{\"name\":\"" + StoreFixture.name("renamed") + "\",\"throttlingPolicy\":\"Gold\"}";

		assertThat(call(HttpMethod.PUT, user, path, body, old).status()).isEqualTo(200);
		assertThat(call(HttpMethod.PUT, user, path, body, old).status()).isEqualTo(412);
		assertThat(call(HttpMethod.DELETE, user, path, null, old).status()).isEqualTo(412);
	}

	@Test
	void whoMayNotSubscribeMakesNoApplication() {
		Answer refused = post(this.store.user("employee"), "/applications", "{'name':'x','throttlingPolicy':'Gold'}");

		assertThat(refused.status()).isEqualTo(403);
	}

	@Test
	void theDefaultApplicationIsMadeOnceWhenFirstNeeded() throws Exception {
		String user = this.store.subscriber();
		Callable<Answer> list = () -> get(user, "/applications");

		try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
			for (Future<Answer> answer : callers.invokeAll(List.of(list, list, list, list))) {
				assertThat(answer.get().status()).isEqualTo(200);
			}
		}

		Answer listed = get(user, "/applications");
		assertThat(listed.at("/pagination/total")).isEqualTo("1");
		assertThat(listed.at("/list/0/name")).isEqualTo("DefaultApplication");
		assertThat(listed.at("/list/0/throttlingPolicy")).isEqualTo("Unlimited");
	}

	@Test
	void listsAreFilteredSortedAndCut() {
		String user = this.store.subscriber();
		for (String name : List.of("beta", "alpha", "gamma", "al%pha")) {
			post(user, "/applications", "{'name':'" + name + "','throttlingPolicy':'Gold'}");
		}

		assertThat(get(user, "/applications?query=ALPHA").at("/pagination/total")).isEqualTo("1");
		assertThat(get(user, "/applications?query=%25").at("/pagination/total")).isEqualTo("1");
		assertThat(get(user, "/applications?sortOrder=desc&limit=1&offset=1").at("/list/0/name")).isEqualTo("beta");
		assertThat(get(user, "/applications?sortBy=owner").status()).isEqualTo(400);
	}

}
