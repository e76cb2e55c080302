package org.gatehouse.publisher.subscriptions;

import java.util.UUID;

import org.gatehouse.common.application.SubscriptionStatus;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.publisher.PublisherRestTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SubscriptionRestIT extends PublisherRestTest {

	@Test
	void aBlockedSubscriptionIsInTheFeedAtOnceAndUnblockedAgain() {
		String api = published();
		UUID id = this.fixture.subscription(api, "Gold");

		Answer blocked = post("/subscriptions/block-subscription?blockState=PROD_ONLY_BLOCKED&subscriptionId=" + id);
		assertThat(blocked.status()).isEqualTo(200);
		assertThat(status(id)).isEqualTo(SubscriptionStatus.PROD_ONLY_BLOCKED);
		post("/subscriptions/block-subscription?blockState=BLOCKED&subscriptionId=" + id);
		assertThat(status(id)).isEqualTo(SubscriptionStatus.BLOCKED);
		assertThat(get("/subscriptions?apiId=" + api).at("/list/0/subscriptionStatus")).isEqualTo("BLOCKED");
		post("/subscriptions/unblock-subscription?subscriptionId=" + id);
		assertThat(status(id)).isEqualTo(SubscriptionStatus.UNBLOCKED);
	}

	private SubscriptionStatus status(UUID id) {
		return ((SnapshotEntry.Subscription) this.fixture.entry("subscription:" + id).orElseThrow()).status();
	}

	@Test
	void wrongStatesAndUnknownIdsAreRefused() {
		UUID id = this.fixture.subscription(published(), "Gold");

		assertThat(post("/subscriptions/block-subscription?blockState=GONE&subscriptionId=" + id).status())
			.isEqualTo(400);
		assertThat(post("/subscriptions/block-subscription?blockState=BLOCKED&subscriptionId=" + UUID.randomUUID())
			.status()).isEqualTo(404);
		assertThat(get("/subscriptions?apiId=" + UUID.randomUUID()).status()).isEqualTo(404);
	}

	@Test
	void subscriptionsAreListedPageByPage() {
		String api = published();
		for (int i = 0; i < 3; i++) {
			this.fixture.subscription(api, "Gold");
		}

		Answer page = get("/subscriptions?limit=2&offset=1&apiId=" + api);

		assertThat(page.at("/count")).isEqualTo("2");
		assertThat(page.at("/pagination/total")).isEqualTo("3");
		assertThat(page.at("/list/0/applicationInfo/subscriber")).startsWith("user");
	}

	@Test
	void tiersAndSettingsAreShown() {
		assertThat(get("/throttling-policies/subscription").body().get("list").findValuesAsString("name"))
			.contains("Bronze", "Gold", "Silver", "Unlimited");
		assertThat(get("/throttling-policies/api/Gold").at("/requestCount")).isEqualTo("20");
		assertThat(get("/throttling-policies/api/None").status()).isEqualTo(404);
		assertThat(get("/settings").at("/environment/0/name")).isEqualTo("Default");
	}

}
