package org.gatehouse.publisher.lifecycle;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

import org.gatehouse.common.api.DeprecationNotice;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.application.SubscriptionStatus;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.publisher.PublisherRestTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LifecycleRestIT extends PublisherRestTest {

	@Test
	void publishingDeploysWhatWasNeverDeployed() {
		String id = created();
		assertThat(this.fixture.deployed(id)).isEmpty();

		Answer published = step(id, "Publish");

		assertThat(published.status()).isEqualTo(200);
		assertThat(published.at("/workflowStatus")).isEqualTo("APPROVED");
		assertThat(published.at("/lifecycleState/state")).isEqualTo("Published");
		SnapshotEntry.DeployedApi deployed = this.fixture.deployed(id).orElseThrow();
		assertThat(deployed.state()).isEqualTo(LifecycleState.PUBLISHED);
		assertThat(deployed.revision()).isEqualTo(1);
		assertThat(deployed.production()).hasToString("http://backend.example/base");
		assertThat(deployed.operations()).hasSize(5);
		assertThat(deployed.tenantDomain()).isEqualTo("carbon.super");
	}

	@Test
	void anApiWithoutTierOrEndpointIsNotPublishedAndStaysAsItIs() {
		String withoutTier = post("/apis", api("'endpointConfig':{'production_endpoints':{'url':'http://x.example'}}"))
			.id();
		String withoutEndpoint = post("/apis", api("'policies':['Gold']")).id();

		Answer noTier = step(withoutTier, "Publish");
		Answer noEndpoint = step(withoutEndpoint, "Publish");

		assertThat(noTier.status()).isEqualTo(400);
		assertThat(noTier.at("/code")).isEqualTo("903224");
		assertThat(noTier.at("/error/0/code")).isEqualTo("policies");
		assertThat(noEndpoint.status()).isEqualTo(400);
		assertThat(noEndpoint.at("/error/0/code")).isEqualTo("endpointConfig");
		assertThat(get("/apis/" + withoutTier).at("/lifeCycleStatus")).isEqualTo("CREATED");
		assertThat(get("/apis/" + withoutTier + "/lifecycle-history").at("/count")).isEqualTo("0");
		assertThat(get("/apis/" + withoutTier + "/revisions").at("/count")).isEqualTo("0");
	}

	@Test
	void eachStateIsInForceAtTheGatewaysAtOnce() {
		String id = published();

		step(id, "Block");
		assertThat(this.fixture.deployed(id).orElseThrow().state()).isEqualTo(LifecycleState.BLOCKED);
		step(id, "Re-Publish");
		assertThat(this.fixture.deployed(id).orElseThrow().state()).isEqualTo(LifecycleState.PUBLISHED);
		assertThat(this.fixture.deployed(id).orElseThrow().deprecatedAt()).isNull();
		step(id, "Deprecate");
		assertThat(this.fixture.deployed(id).orElseThrow().deprecatedAt()).isNotNull();
		assertThat(this.fixture.deployed(id).orElseThrow().state()).isEqualTo(LifecycleState.DEPRECATED);
		step(id, "Retire");
		SnapshotEntry.DeployedApi left = this.fixture.deployed(id).orElseThrow();
		assertThat(left.state()).isEqualTo(LifecycleState.RETIRED);
		assertThat(left.operations()).isEmpty();
		assertThat(left.production()).isNull();
		assertThat(get("/apis/" + id + "/lifecycle-history").body().get("list").findValuesAsString("postState"))
			.containsExactly("RETIRED", "DEPRECATED", "PUBLISHED", "BLOCKED", "PUBLISHED");
	}

	@Test
	void whatIsLeftOfARetiredApiGoesWithIt() {
		String id = published();
		step(id, "Deprecate");
		step(id, "Retire");
		assertThat(delete("/apis/" + id).status()).isEqualTo(200);
		assertThat(this.fixture.deployed(id)).isEmpty();
	}

	@Test
	void whoDeprecatesSaysWhenItEndsAndWhatComesNext() {
		String id = published();

		Answer done = post("/apis/change-lifecycle?action=Deprecate&sunset=2126-06-01&successor=https://x.example/v2"
				+ "&documentation=http://docs.example/move&apiId=" + id);

		assertThat(done.at("/lifecycleState/deprecation/sunset")).isEqualTo("2126-06-01T00:00:00Z");
		assertThat(get("/apis/" + id + "/lifecycle-state").at("/deprecation/successor"))
			.isEqualTo("https://x.example/v2");
		DeprecationNotice notice = new DeprecationNotice(Instant.parse("2126-06-01T00:00:00Z"),
				URI.create("https://x.example/v2"), URI.create("http://docs.example/move"));
		assertThat(this.fixture.deployed(id).orElseThrow().notice()).isEqualTo(notice);
		step(id, "Retire");
		assertThat(this.fixture.deployed(id).orElseThrow().notice()).isEqualTo(notice);
	}

	@Test
	void anEndThatIsPastOrNoneIsRefusedAndNothingChanges() {
		String id = published();
		String deprecate = "/apis/change-lifecycle?action=Deprecate&apiId=" + id;

		Answer past = post(deprecate + "&sunset=2020-01-01&successor=javascript:alert(1)");

		assertThat(past.status()).isEqualTo(400);
		assertThat(past.at("/description")).contains("2020-01-01", "a time to come", "successor");
		assertThat(past.body().get("error").findValuesAsString("code")).containsExactly("sunset", "successor");
		assertThat(post(deprecate + "&sunset=tomorrow").status()).isEqualTo(400);
		assertThat(post("/apis/change-lifecycle?action=Block&sunset=2126-06-01&apiId=" + id).status()).isEqualTo(400);
		assertThat(get("/apis/" + id).at("/lifeCycleStatus")).isEqualTo("PUBLISHED");
		assertThat(get("/apis/" + id + "/lifecycle-state").body().has("deprecation")).isFalse();
	}

	@Test
	void whatCallersAreToldOfTheEndCanBeChangedWhileDeprecated() {
		String id = published();
		String path = "/apis/" + id + "/deprecation-notice";
		assertThat(put(path, "{'sunset':'2126-06-01'}", null).status()).isEqualTo(409);
		step(id, "Deprecate");
		Answer told = put(path, "{'sunset':'2126-06-01T10:00:00Z','successor':'https://x.example/v2'}",
				get("/apis/" + id + "/lifecycle-state").tag());
		assertThat(told.at("/deprecation/sunset")).isEqualTo("2126-06-01T10:00:00Z");
		assertThat(this.fixture.deployed(id).orElseThrow().notice()).isEqualTo(
				new DeprecationNotice(Instant.parse("2126-06-01T10:00:00Z"), URI.create("https://x.example/v2"), null));
		assertThat(put(path, "{'sunset':'2020-01-01','documentation':7}", null).body()
			.get("error")
			.findValuesAsString("code")).containsExactly("documentation");
		assertThat(put(path, "{'sunset':'2020-01-01'}", null).at("/error/0/message")).contains("a time to come");
		assertThat(put(path, "{}", "\"0\"").status()).isEqualTo(412);
		assertThat(put(path, "{}", null).status()).isEqualTo(200);
		assertThat(this.fixture.deployed(id).orElseThrow().notice()).isEqualTo(DeprecationNotice.NONE);
		step(id, "Retire");
		assertThat(put(path, "{}", null).status()).isEqualTo(409);
	}

	@Test
	void whoDeprecatesOldVersionsTellsTheirCallersWhatComesNext() {
		String first = published();
		String second = post("/apis/copy-api?apiId=" + first + "&newVersion=2.0.0").id();
		String publish = "/apis/change-lifecycle?action=Publish&sunset=2126-06-01&apiId=" + second;
		assertThat(post(publish).at("/error/0/code")).isEqualTo("sunset");
		assertThat(post(publish + "&lifecycleChecklist=Deprecate Old Versions:true").status()).isEqualTo(200);
		assertThat(this.fixture.deployed(first).orElseThrow().notice())
			.isEqualTo(new DeprecationNotice(Instant.parse("2126-06-01T00:00:00Z"), null, null));
		assertThat(get("/apis/" + second + "/lifecycle-state").body().has("deprecation")).isFalse();
	}

	@Test
	void aStepThatIsNotPossibleIsRefused() {
		String id = created();

		Answer refused = step(id, "Block");

		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.at("/description")).contains("Publish", "Deploy as a Prototype");
		assertThat(step(id, "Explode").status()).isEqualTo(400);
		assertThat(post("/apis/change-lifecycle?apiId=" + id).status()).isEqualTo(400);
		assertThat(step(UUID.randomUUID().toString(), "Publish").status()).isEqualTo(404);
		assertThat(post("/apis/change-lifecycle?action=Publish&lifecycleChecklist=Dance:true&apiId=" + id).status())
			.isEqualTo(400);
	}

	@Test
	void subscriptionsSurviveADemotion() {
		String id = published();
		UUID subscription = this.fixture.subscription(id, "Gold");

		step(id, "Demote to Created");
		assertThat(this.fixture.deployed(id)).isEmpty();
		step(id, "Publish");

		assertThat(this.fixture.deployed(id)).isPresent();
		assertThat(get("/subscriptions?apiId=" + id).at("/list/0/subscriptionId")).isEqualTo(subscription.toString());
	}

	@Test
	void aNewVersionTakesTheSubscriptionsOver() {
		String first = published();
		this.fixture.subscription(first, "Bronze");
		String second = post("/apis/copy-api?apiId=" + first + "&newVersion=2.0.0").id();

		step(second, "Publish");

		Answer carried = get("/subscriptions?apiId=" + second);
		assertThat(carried.at("/count")).isEqualTo("1");
		assertThat(carried.at("/list/0/throttlingPolicy")).isEqualTo("Bronze");
		assertThat(this.fixture.entry("subscription:" + carried.at("/list/0/subscriptionId"))
			.map(SnapshotEntry.Subscription.class::cast)).hasValueSatisfying(entry -> {
				assertThat(entry.apiId()).hasToString(second);
				assertThat(entry.status()).isEqualTo(SubscriptionStatus.UNBLOCKED);
			});
		assertThat(this.fixture.deployed(first).orElseThrow().state()).isEqualTo(LifecycleState.PUBLISHED);
	}

	@Test
	void theChecklistDeprecatesOldVersionsAndAsksForNewSubscriptions() {
		String first = published();
		this.fixture.subscription(first, "Gold");
		String second = post("/apis/copy-api?apiId=" + first + "&newVersion=2.0.0").id();

		post("/apis/change-lifecycle?action=Publish&apiId=" + second
				+ "&lifecycleChecklist=Deprecate Old Versions:true,Require Re-Subscription:true");

		assertThat(get("/subscriptions?apiId=" + second).at("/count")).isEqualTo("0");
		assertThat(get("/apis/" + first).at("/lifeCycleStatus")).isEqualTo("DEPRECATED");
		assertThat(this.fixture.deployed(first).orElseThrow().state()).isEqualTo(LifecycleState.DEPRECATED);
	}

	@Test
	void theMarkedDefaultVersionTakesOverOncePublished() {
		String first = post("/apis", api("'isDefaultVersion':true," + publishable())).id();
		step(first, "Publish");
		assertThat(this.fixture.deployed(first).orElseThrow().defaultVersion()).isTrue();

		String second = post("/apis/copy-api?defaultVersion=true&apiId=" + first + "&newVersion=2.0.0").id();
		assertThat(get("/apis/" + second).at("/isDefaultVersion")).isEqualTo("true");
		assertThat(get("/apis/" + first).at("/isDefaultVersion")).isEqualTo("false");
		assertThat(this.fixture.deployed(first).orElseThrow().defaultVersion()).isTrue();

		step(second, "Publish");
		assertThat(this.fixture.deployed(first).orElseThrow().defaultVersion()).isFalse();
		assertThat(this.fixture.deployed(second).orElseThrow().defaultVersion()).isTrue();

		Answer marked = get("/apis/" + second);
		put("/apis/" + second,
				marked.body().toString().replace("\"isDefaultVersion\":true", "\"isDefaultVersion\":false"),
				marked.tag());
		assertThat(this.fixture.deployed(first).orElseThrow().defaultVersion()).isFalse();
		assertThat(this.fixture.deployed(second).orElseThrow().defaultVersion()).isFalse();
	}

	@Test
	void aPublishedApiKeepsTierAndEndpoint() {
		String id = published();
		Answer present = get("/apis/" + id);

		Answer refused = put("/apis/" + id,
				api(present.at("/name"), present.at("/context"), "'policies':[],'endpointConfig':null"), null);

		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.body().get("error").findValuesAsString("code")).containsExactly("policies",
				"endpointConfig");
	}

	@Test
	void aPrototypeIsCallableAndListed() {
		String id = post("/apis", api("'endpointConfig':{'production_endpoints':{'url':'http://x.example'}}")).id();

		assertThat(step(id, "Deploy as a Prototype").status()).isEqualTo(200);
		assertThat(this.fixture.deployed(id).orElseThrow().state()).isEqualTo(LifecycleState.PROTOTYPED);
	}

	@Test
	void theStateShowsWhatIsPossible() {
		String id = created();

		Answer state = get("/apis/" + id + "/lifecycle-state");

		assertThat(state.at("/state")).isEqualTo("Created");
		assertThat(state.body().get("availableTransitions").findValuesAsString("event")).containsExactly("Publish",
				"Deploy as a Prototype");
		assertThat(state.body().get("checkItems")).hasSize(2);
		assertThat(state.tag()).isEqualTo(get("/apis/" + id).tag());
	}

}
