package org.gatehouse.store.subscriptions;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.api.Visibility;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.db.tier.Tier;
import org.gatehouse.store.StoreFixture;
import org.gatehouse.store.StoreRestTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SubscriptionRestIT extends StoreRestTest {

	private static final Instant LATER = Instant.parse("2026-11-22T13:00:00Z");

	@Test
	void aSubscriptionIsMadeMovedAndEnded() {
		String user = this.store.subscriber();
		String application = application(user);
		ApiVersion api = published();

		Answer made = post(user, "/subscriptions", body(application, api, "Gold"));

		String id = made.at("/subscriptionId");
		assertThat(made.status()).isEqualTo(201);
		assertThat(made.response().getHeader("Location")).endsWith("/subscriptions/" + id);
		assertThat(made.at("/status")).isEqualTo("UNBLOCKED");
		assertThat(made.at("/apiInfo/name")).isEqualTo(api.api().name());
		assertThat(made.at("/applicationInfo/subscriptionCount")).isEqualTo("1");
		assertThat(this.store.feed("subscription:" + id)).contains("\"tier\": \"Gold\"", "\"UNBLOCKED\"");

		Answer moved = put(user, "/subscriptions/" + id, "{'applicationId':'" + application
				+ "','throttlingPolicy':'Gold','requestedThrottlingPolicy':'Unlimited','status':'BLOCKED'}");

		assertThat(moved.status()).isEqualTo(200);
		assertThat(moved.at("/throttlingPolicy")).isEqualTo("Unlimited");
		assertThat(moved.at("/status")).isEqualTo("UNBLOCKED");
		assertThat(this.store.feed("subscription:" + id)).contains("\"tier\": \"Unlimited\"");

		assertThat(delete(user, "/subscriptions/" + id).status()).isEqualTo(200);
		assertThat(this.store.feed("subscription:" + id)).isNull();
		assertThat(get(user, "/subscriptions/" + id).status()).isEqualTo(404);
	}

	@Test
	void twoAtTheSameTimeMakeOneSubscription() throws Exception {
		String user = this.store.subscriber();
		String body = body(application(user), published(), "Gold");
		CyclicBarrier together = new CyclicBarrier(2);
		Callable<Integer> subscribe = () -> {
			together.await();
			return post(user, "/subscriptions", body).status();
		};

		try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
			List<Future<Integer>> answers = callers.invokeAll(List.of(subscribe, subscribe));

			assertThat(List.of(answers.getFirst().get(), answers.getLast().get())).containsExactlyInAnyOrder(201, 409);
		}
		assertThat(post(user, "/subscriptions", body).at("/error/0/code")).isEqualTo("apiId");
	}

	@Test
	void onlyATierThatIsOfferedAndPermittedIsTaken() {
		String user = this.store.subscriber();
		String application = application(user);
		String role = StoreFixture.name("role");
		ApiVersion api = published();

		assertThat(post(user, "/subscriptions", body(application, api, "Bronze")).at("/error/0/code"))
			.isEqualTo("throttlingPolicy");
		assertThat(post(user, "/subscriptions", body(application, api, "Nothing")).status()).isEqualTo(400);
		this.store.permit("Unlimited", Tier.PermissionType.ALLOW, role);
		try {
			assertThat(post(user, "/subscriptions", body(application, api, "Unlimited")).status()).isEqualTo(403);
			String id = post(user, "/subscriptions", body(application, api, "Gold")).at("/subscriptionId");
			assertThat(put(user, "/subscriptions/" + id, "{'throttlingPolicy':'Unlimited'}").status()).isEqualTo(403);
			assertThat(put(user, "/subscriptions/" + id, "{'throttlingPolicy':'Bronze'}").status()).isEqualTo(400);
			assertThat(get(user, "/subscriptions/" + id).at("/throttlingPolicy")).isEqualTo("Gold");
		}
		finally {
			this.store.permit("Unlimited", null);
		}
	}

	@Test
	void onlyPublishedApisThatOneSeesAreSubscribedTo() {
		String user = this.store.subscriber();
		String application = application(user);
		ApiVersion prototype = this.store.publish(version -> version.moveTo(LifecycleState.PROTOTYPED, LATER));
		ApiVersion retired = this.store.publish(version -> version.moveTo(LifecycleState.RETIRED, LATER));
		String role = StoreFixture.name("role");
		ApiVersion hidden = this.store.publish(version -> version.show(new Visibility.RestrictedByRoles(Set.of(role)),
				List.of(this.store.role(role)), LATER));

		assertThat(post(user, "/subscriptions", body(application, prototype, "Gold")).at("/error/0/message"))
			.contains("prototype");
		assertThat(post(user, "/subscriptions", body(application, retired, "Gold")).status()).isEqualTo(404);
		assertThat(post(user, "/subscriptions", body(application, hidden, "Gold")).status()).isEqualTo(404);
	}

	@Test
	void aDeprecatedApiKeepsItsSubscribersAndTakesNoNewOnes() {
		String user = this.store.subscriber();
		ApiVersion api = published();
		String first = application(user);
		post(user, "/subscriptions", body(first, api, "Gold"));
		this.store.change(api.getId(), version -> version.moveTo(LifecycleState.DEPRECATED, LATER));

		assertThat(get(user, "/subscriptions?applicationId=" + first).at("/list/0/apiInfo/lifeCycleStatus"))
			.isEqualTo("DEPRECATED");
		assertThat(get(user, "/apis/" + api.getId()).status()).isEqualTo(200);
		assertThat(post(user, "/subscriptions", body(application(user), api, "Gold")).at("/error/0/message"))
			.contains("deprecated");
		assertThat(get(this.store.subscriber(), "/apis/" + api.getId()).status()).isEqualTo(404);
	}

	@Test
	void somebodyElsesApplicationsAndSubscriptionsAreNotThere() {
		String user = this.store.subscriber();
		String application = application(user);
		ApiVersion api = published();
		String id = post(user, "/subscriptions", body(application, api, "Gold")).at("/subscriptionId");
		String other = this.store.subscriber();

		assertThat(post(other, "/subscriptions", body(application, published(), "Gold")).status()).isEqualTo(404);
		assertThat(get(other, "/subscriptions/" + id).status()).isEqualTo(404);
		assertThat(put(other, "/subscriptions/" + id, "{'throttlingPolicy':'Unlimited'}").status()).isEqualTo(404);
		assertThat(delete(other, "/subscriptions/" + id).status()).isEqualTo(404);
		assertThat(get(other, "/subscriptions?applicationId=" + application).status()).isEqualTo(404);
		assertThat(get(other, "/subscriptions?apiId=" + api.getId()).at("/pagination/total")).isEqualTo("0");
	}

	@Test
	void wrongFieldsAreNamed() {
		String user = this.store.subscriber();

		assertThat(post(user, "/subscriptions", "{}").body().at("/error")).hasSize(3);
		assertThat(post(user, "/subscriptions", "{'applicationId':'nonsense','apiId':'x','throttlingPolicy':'Gold'}")
			.at("/error/0/code")).isEqualTo("applicationId");
		assertThat(post(user, "/subscriptions",
				"{'applicationId':'" + new UUID(1, 2) + "','apiId':'" + new UUID(1, 3) + "','throttlingPolicy':'Gold'}")
			.status()).isEqualTo(404);
		assertThat(get(user, "/subscriptions").status()).isEqualTo(400);
		assertThat(get(user, "/subscriptions/x").status()).isEqualTo(404);
		assertThat(post(this.store.user("publisher"), "/subscriptions", "{}").status()).isEqualTo(403);
	}

	private ApiVersion published() {
		return this.store.publish(version -> {
		});
	}

	private static String body(String application, ApiVersion api, String tier) {
		return "{'applicationId':'" + application + "','apiId':'" + api.getId() + "','throttlingPolicy':'" + tier
				+ "'}";
	}

}
