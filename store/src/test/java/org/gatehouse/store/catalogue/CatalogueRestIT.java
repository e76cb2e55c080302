package org.gatehouse.store.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.api.Visibility;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.db.tier.Tier;
import org.gatehouse.store.StoreFixture;
import org.gatehouse.store.StoreRestTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CatalogueRestIT extends StoreRestTest {

	private static final Instant LATER = Instant.parse("2026-11-22T13:00:00Z");

	@Test
	void anybodySeesWhatIsPublicAndPublished() {
		ApiVersion api = this.store.publish(version -> {
		});

		Answer found = get(null, "/apis?query=name:" + api.api().name());

		assertThat(found.status()).isEqualTo(200);
		assertThat(found.at("/count")).isEqualTo("1");
		assertThat(found.at("/pagination/total")).isEqualTo("1");
		assertThat(found.at("/list/0/id")).isEqualTo(api.getId().toString());
		assertThat(found.at("/list/0/lifeCycleStatus")).isEqualTo("PUBLISHED");
		assertThat(found.at("/list/0/isSubscriptionAvailable")).isEqualTo("true");
	}

	@Test
	void whatIsHiddenIsAnsweredLikeWhatDoesNotExist() {
		String role = StoreFixture.name("role");
		ApiVersion api = this.store.publish(version -> version.show(new Visibility.RestrictedByRoles(Set.of(role)),
				List.of(this.store.role(role)), LATER));
		String path = "/apis/" + api.getId();

		assertThat(get(null, path).status()).isEqualTo(404);
		assertThat(get(null, path + "/swagger").status()).isEqualTo(404);
		assertThat(get(this.store.subscriber(), path).status()).isEqualTo(404);
		assertThat(get(this.store.user(role), path).status()).isEqualTo(200);
		assertThat(get(this.store.user("creator"), path).status()).isEqualTo(200);
		assertThat(get(null, "/apis/not-an-id").status()).isEqualTo(404);
	}

	@Test
	void onlyTheCatalogueIsOpen() {
		assertThat(get(null, "/apis?limit=1").status()).isEqualTo(200);
		assertThat(get(null, "/applications").status()).isEqualTo(401);
		assertThat(get(this.store.subscriber() + "~none", "/applications").status()).isEqualTo(403);
		assertThat(get(this.store.subscriber(), "/not-there").status()).isEqualTo(403);
	}

	@Test
	void showsAllThatTheContractHasOfAnApi() {
		ApiVersion api = this.store.publish(version -> version.describe("All the news", List.of("press"), LATER));
		String scope = this.store.scope(api.getId(), "employee");

		Answer shown = get(null, "/apis/" + api.getId());

		assertThat(shown.at("/context")).isEqualTo(api.api().context() + "/1.0.0");
		assertThat(shown.at("/endpointURLs/0/environmentName")).isEqualTo("Default");
		assertThat(shown.at("/endpointURLs/0/URLs/https"))
			.isEqualTo("https://localhost:8243" + api.api().context() + "/1.0.0");
		assertThat(shown.at("/endpointURLs/0/URLs/http"))
			.isEqualTo("http://localhost:8280" + api.api().context() + "/1.0.0");
		assertThat(shown.at("/operations/1/target")).isEqualTo("/news/{id}");
		assertThat(shown.at("/scopes/0/key")).isEqualTo(scope);
		assertThat(shown.at("/scopes/0/roles/0")).isEqualTo("employee");
		assertThat(shown.at("/tiers/0/tierName")).isEqualTo("Gold");
		assertThat(shown.body().toString()).doesNotContain("backend.invalid");
	}

	@Test
	void theDefinitionLeadsToTheGateway() {
		ApiVersion api = this.store.publish(version -> version.define("""
				openapi: 3.0.1
				info: {title: News, version: 1.0.0}
				servers: [{url: "http://backend.invalid"}]
				paths: {}
				""", LATER));
		ApiVersion bare = this.store.publish(version -> {
		});

		Answer written = get(null, "/apis/" + api.getId() + "/swagger");
		Answer made = get(null, "/apis/" + bare.getId() + "/swagger");

		assertThat(written.at("/servers/0/url")).isEqualTo("https://localhost:8243" + api.api().context() + "/1.0.0");
		assertThat(written.body().toString()).doesNotContain("backend.invalid");
		assertThat(made.at("/servers/0/url")).isEqualTo("https://localhost:8243" + bare.api().context() + "/1.0.0");
		assertThat(made.at("/paths/~1news~1{id}/post/parameters/0/name")).isEqualTo("id");
	}

	@Test
	void pagesHaveLinksAndNothingTwice() {
		String tag = StoreFixture.name("tag");
		IntStream.range(0, 5).forEach(_ -> this.store.publish(version -> version.describe(null, List.of(tag), LATER)));

		Answer first = get(null, "/apis?query=tag:" + tag + "&limit=2&offset=0");
		Answer last = get(null, "/apis?query=tag:" + tag + "&limit=2&offset=4");

		assertThat(first.at("/count")).isEqualTo("2");
		assertThat(first.at("/pagination/next")).contains("offset=2").contains("limit=2");
		assertThat(last.at("/count")).isEqualTo("1");
		assertThat(last.at("/pagination/next")).isEmpty();
		assertThat(last.at("/pagination/previous")).contains("offset=2");
		assertThat(get(null, "/tags?limit=1000").body().toString()).contains("{\"value\":\"" + tag + "\",\"count\":5}");
	}

	@Test
	void wrongParametersAreNamed() {
		assertThat(get(null, "/apis?limit=0").at("/error/0/code")).isEqualTo("limit");
		assertThat(get(null, "/apis?offset=-1").at("/error/0/code")).isEqualTo("offset");
		assertThat(get(null, "/apis?limit=many").at("/error/0/code")).isEqualTo("limit");
		assertThat(get(null, "/apis?query=" + "x".repeat(300)).status()).isEqualTo(400);
		assertThat(get(null, "/apis?query=status:sleeping").status()).isEqualTo(400);
		assertThat(get(null, "/throttling-policies/resource").at("/error/0/code")).isEqualTo("policyLevel");
		assertThat(get(null, "/apis?query=%27%3B--%20%25_%5C%20%22").status()).isEqualTo(200);
	}

	@Test
	void aPrototypeIsListedAndABlockedApiIsNot() {
		ApiVersion prototype = this.store.publish(version -> version.moveTo(LifecycleState.PROTOTYPED, LATER));
		ApiVersion blocked = this.store.publish(version -> version.moveTo(LifecycleState.BLOCKED, LATER));

		assertThat(get(null, "/apis/" + prototype.getId()).at("/isSubscriptionAvailable")).isEqualTo("false");
		assertThat(get(null, "/apis/" + blocked.getId()).status()).isEqualTo(404);
	}

	@Test
	void aTierThatOnesRolesDoNotPermitIsNotOffered() {
		String role = StoreFixture.name("role");
		this.store.permit("Silver", Tier.PermissionType.ALLOW, role);
		try {
			assertThat(get(null, "/throttling-policies/subscription").body().toString()).doesNotContain("Silver");
			assertThat(get(null, "/throttling-policies/subscription/Silver").status()).isEqualTo(404);
			Answer permitted = get(this.store.user(role), "/throttling-policies/subscription/Silver");
			assertThat(permitted.at("/requestCount")).isEqualTo("5");
			assertThat(permitted.at("/unitTime")).isEqualTo("60000");
			assertThat(permitted.at("/timeUnit")).isEqualTo("min");
		}
		finally {
			this.store.permit("Silver", null);
		}
		assertThat(get(null, "/throttling-policies/application?limit=1").at("/pagination/total")).isEqualTo("4");
	}

}
