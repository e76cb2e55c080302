package org.gatehouse.gatewaycore;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.DeprecationNotice;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an API's lifecycle state means to those who call it.
 */
class LifecycleIT {

	private static final Instant SINCE = Instant.parse("2026-09-01T00:00:00Z");

	private final GatewayKit kit = new GatewayKit();

	private final String token = TestTokens.user(GatewayKit.CONSUMER_KEY, "tom");

	@AfterEach
	void stop() {
		this.kit.close();
	}

	private Fixtures.ApiBuilder news(String version) {
		return Fixtures.api("/news", this.kit.backend.url("")).version(version);
	}

	@Test
	void aDeprecatedApiWorksForItsSubscribersAndSaysSo() {
		Fixtures.ApiBuilder old = news("1.0.0").deprecated(SINCE, Instant.parse("2027-06-01T00:00:00Z"));
		this.kit.subscribe(old, "Unlimited");
		HttpResponse<String> answer = this.kit.getWith(this.token, "/news/1.0.0/x");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("deprecation")).hasValue("@1788220800");
		assertThat(answer.headers().firstValue("sunset")).hasValue("Tue, 01 Jun 2027 00:00:00 GMT");
		assertThat(answer.headers().firstValue("link")).isEmpty();
		assertThat(this.kit.get("/news/1.0.0/x").headers().firstValue("deprecation")).isPresent();
		this.kit.deploy(news("1.1.0-beta").build(), news("1.10.0").build(), news("1.9.0").build(),
				news("2.0.0").state(LifecycleState.PROTOTYPED).build(), news("0.9.0").build());
		assertThat(this.kit.getWith(this.token, "/news/1.0.0/x").headers().allValues("link"))
			.containsExactly("</news/1.10.0>; rel=\"successor-version\"");
	}

	@Test
	void aDeprecatedApiIsClosedToThoseWithoutASubscription() {
		this.kit.deploy(news("1.0.0").deprecated(SINCE, null).build());
		HttpResponse<String> answer = this.kit.getWith(this.token, "/news/1.0.0/x");
		assertThat(answer.statusCode()).isEqualTo(403);
		assertThat(answer.headers().firstValue("sunset")).isEmpty();
	}

	@Test
	void aLinkOfTheBackendIsKept() {
		this.kit.backend.onCall((exchange) -> {
			exchange.getResponseHeaders().set("Link", "</next>; rel=\"next\"");
			TestBackend.answer(exchange, 200, "ok");
		});
		this.kit.subscribe(news("1.0.0").deprecated(SINCE, null), "Unlimited");
		this.kit.deploy(news("2.0.0").build());
		assertThat(this.kit.getWith(this.token, "/news/1.0.0/x").headers().allValues("link"))
			.containsExactly("</next>; rel=\"next\", </news/2.0.0>; rel=\"successor-version\"");
	}

	@Test
	void everyStateHasItsAnswer() {
		Fixtures.ApiBuilder api = news("1.0.0");
		this.kit.subscribe(api.state(LifecycleState.CREATED), "Unlimited");
		assertThat(this.kit.getWith(this.token, "/news/1.0.0/x").statusCode()).isEqualTo(404);
		this.kit.deploy(api.state(LifecycleState.PROTOTYPED).build());
		assertThat(this.kit.get("/news/1.0.0/x").statusCode()).isEqualTo(200);
		this.kit.deploy(api.state(LifecycleState.PUBLISHED).build());
		assertThat(this.kit.get("/news/1.0.0/x").statusCode()).isEqualTo(401);
		assertThat(this.kit.getWith(this.token, "/news/1.0.0/x").statusCode()).isEqualTo(200);
		this.kit.deploy(api.state(LifecycleState.BLOCKED).build());
		HttpResponse<String> blocked = this.kit.getWith(this.token, "/news/1.0.0/x");
		assertThat(blocked.statusCode()).isEqualTo(503);
		assertThat(blocked.body()).contains("700700");
		this.kit.deploy(api.deprecated(SINCE, null).build());
		assertThat(this.kit.getWith(this.token, "/news/1.0.0/x").statusCode()).isEqualTo(200);
		this.kit.deploy(api.state(LifecycleState.RETIRED).build());
		HttpResponse<String> gone = this.kit.getWith(this.token, "/news/1.0.0/x");
		assertThat(gone.statusCode()).isEqualTo(410);
		assertThat(gone.body()).contains("410", "Gone", "retired");
	}

	@Test
	void aRetiredApiIsGoneUntilItIsDeletedOrItsPlaceIsTaken() {
		Fixtures.ApiBuilder old = news("1.0.0").deprecated(SINCE, null);
		Fixtures.ApiBuilder next = news("2.0.0").asDefault()
			.operations(Fixtures.operation(HttpVerb.GET, "/*", AuthType.NONE));
		SnapshotEntry.DeployedApi tombstone = retired(old, null);
		this.kit.deploy(old.build(), next.build());
		this.kit.deploy(tombstone);
		HttpResponse<String> gone = this.kit.get("/news/1.0.0/x");
		assertThat(gone.statusCode()).isEqualTo(410);
		assertThat(gone.headers().firstValue("link")).hasValue("</news/2.0.0>; rel=\"successor-version\"");
		assertThat(this.kit.get("/news/1.0.0").statusCode()).isEqualTo(410);
		assertThat(this.kit.get("/news/1.0.1/x").statusCode()).isEqualTo(200);
		assertThat(this.kit.get("/news/x").statusCode()).isEqualTo(200);
		Fixtures.ApiBuilder anew = Fixtures.api("/news/{version}", this.kit.backend.url(""))
			.operations(Fixtures.operation(HttpVerb.GET, "/*", AuthType.NONE));
		this.kit.deploy(anew.build());
		assertThat(this.kit.get("/news/1.0.0/x").statusCode()).isEqualTo(200);
		this.kit.deploy(tombstone);
		assertThat(this.kit.get("/news/1.0.0/x").statusCode()).isEqualTo(200);
		this.kit.remove(anew.build().key());
		this.kit.remove(next.build().key());
		assertThat(this.kit.get("/news/1.0.0/x").statusCode()).isEqualTo(410);
		this.kit.remove(tombstone.key());
		assertThat(this.kit.get("/news/1.0.0/x").statusCode()).isEqualTo(404);
	}

	private static SnapshotEntry.DeployedApi retired(Fixtures.ApiBuilder api, @Nullable DeprecationNotice notice) {
		SnapshotEntry.DeployedApi was = api.build();
		return new SnapshotEntry.DeployedApi(was.id(), was.tenantDomain(), was.name(), was.context(), was.version(),
				false, LifecycleState.RETIRED, 0, Set.of(), null, null, List.of(), was.deprecatedAt(), notice,
				ApiRuntime.DEFAULT);
	}

	@Test
	void whatTheProviderTellsOfTheEndComesBeforeWhatTheGatewayFinds() {
		DeprecationNotice notice = new DeprecationNotice(Instant.parse("2027-06-01T00:00:00Z"),
				URI.create("https://news.example/v2"), URI.create("https://docs.example/moving?to=2"));
		Fixtures.ApiBuilder old = news("1.0.0").deprecated(SINCE, null).notice(notice);
		this.kit.subscribe(old, "Unlimited");
		this.kit.deploy(news("2.0.0").build());
		HttpResponse<String> answer = this.kit.getWith(this.token, "/news/1.0.0/x");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("sunset")).hasValue("Tue, 01 Jun 2027 00:00:00 GMT");
		assertThat(answer.headers().firstValue("link"))
			.hasValue("<https://news.example/v2>; rel=\"successor-version\", "
					+ "<https://docs.example/moving?to=2>; rel=\"deprecation\"");
		this.kit.deploy(retired(old, notice));
		HttpResponse<String> gone = this.kit.getWith(this.token, "/news/1.0.0/x");
		assertThat(gone.statusCode()).isEqualTo(410);
		assertThat(gone.headers().firstValue("link")).isEqualTo(answer.headers().firstValue("link"));
	}

	@Test
	void aBlockedApiRefusesOpenOperationsToo() {
		this.kit.deploy(news("1.0.0").operations(Fixtures.operation(HttpVerb.GET, "/*", AuthType.NONE))
			.state(LifecycleState.BLOCKED)
			.build());
		for (String path : List.of("/news/1.0.0/x", "/news/1.0.0")) {
			assertThat(this.kit.get(path).statusCode()).isEqualTo(503);
		}
	}

	@Test
	void whoCallsNoVersionGetsTheOneThatIsMarked() {
		Fixtures.ApiBuilder one = news("1.0.0");
		Fixtures.ApiBuilder two = news("2.0.0");
		this.kit.subscribe(one, "Unlimited");
		this.kit.subscribe(two, "Unlimited");
		assertThat(this.kit.getWith(this.token, "/news/x").statusCode()).isEqualTo(404);
		this.kit.deploy(one.asDefault().build());
		assertThat(this.kit.getWith(this.token, "/news/x").statusCode()).isEqualTo(200);
		this.kit.deploy(one.deprecated(SINCE, null).build());
		HttpResponse<String> answer = this.kit.getWith(this.token, "/news/x");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("link")).hasValue("</news/2.0.0>; rel=\"successor-version\"");
		this.kit.deploy(one.state(LifecycleState.RETIRED).build());
		assertThat(this.kit.getWith(this.token, "/news/x").statusCode()).isEqualTo(404);
		this.kit.deploy(two.asDefault().build());
		assertThat(this.kit.getWith(this.token, "/news/x").statusCode()).isEqualTo(200);
		assertThat(this.kit.getWith(this.token, "/news/2.0.0/x").statusCode()).isEqualTo(200);
	}

}
