package org.gatehouse.acceptance.story;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.gatehouse.acceptance.running.Consumer;
import org.gatehouse.acceptance.running.HttpCaller;
import org.gatehouse.acceptance.running.People;
import org.gatehouse.acceptance.running.Provider;
import org.gatehouse.acceptance.running.RunningGatehouse;
import org.gatehouse.testkit.backend.RecordingBackend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is changed is in force at the gateway in under a second, counted from the answer
 * that says it is changed.
 */
class AtOnceIT {

	private static final Logger log = LoggerFactory.getLogger(AtOnceIT.class);

	private static final Duration AT_ONCE = Duration.ofSeconds(1);

	private static final RunningGatehouse SERVER = RunningGatehouse.shared();

	private static final RecordingBackend BACKEND = RecordingBackend.start();

	private static final People PEOPLE = new People(SERVER);

	private static final Provider PROVIDER = new Provider(PEOPLE, "admin");

	private static final Consumer CONSUMER = new Consumer(SERVER, PEOPLE, "admin");

	@AfterAll
	static void stopTheBackend() {
		BACKEND.close();
	}

	@Test
	void aChangedAuthTypeIsInForceAtOnce() {
		Subscribed it = subscribed("authtype");
		HttpCaller anonymous = SERVER.anyone().at(SERVER.gateway());
		assertThat(anonymous.get(it.path()).status()).isEqualTo(401);
		PROVIDER.changeOperations(it.api(), "authType", "None");
		inForceAtOnce("a changed auth type", () -> anonymous.get(it.path()).status() == 200);
	}

	@Test
	void aBlockedSubscriptionIsInForceAtOnce() {
		Subscribed it = subscribed("blocked");
		PROVIDER.block(it.subscription());
		inForceAtOnce("a blocked subscription", () -> it.calling().get(it.path()).status() == 401);
		assertThat(it.calling().get(it.path()).body()).contains("900907");
	}

	@Test
	void aRemovedSubscriptionIsInForceAtOnce() {
		Subscribed it = subscribed("removed");
		CONSUMER.rest().delete(Consumer.ROOT + "/subscriptions/" + it.subscription()).expect(200);
		inForceAtOnce("a removed subscription", () -> it.calling().get(it.path()).status() == 403);
		assertThat(it.calling().get(it.path()).body()).contains("900908");
	}

	@Test
	void aRevokedTokenIsInForceAtOnce() {
		Subscribed it = subscribed("revoked");
		it.app().revoke(it.token());
		inForceAtOnce("a revoked token", () -> it.calling().get(it.path()).status() == 401);
		assertThat(it.calling().get(it.path()).body()).contains("900901");
	}

	@Test
	void aChangedTierIsInForceAtOnce() {
		Subscribed it = subscribed("tier");
		CONSUMER.rest()
			.put(Consumer.ROOT + "/subscriptions/" + it.subscription(),
					Map.of("subscriptionId", it.subscription(), "applicationId", it.app().id(), "apiId", it.api(),
							"throttlingPolicy", "Bronze", "requestedThrottlingPolicy", "Bronze"))
			.expect(200);
		inForceAtOnce("a changed tier",
				() -> it.calling().get(it.path()).headers().firstValue("RateLimit-Policy").orElse("").contains("q=1;"));
	}

	private static void inForceAtOnce(String change, Callable<Boolean> inForce) {
		Duration taken = Live.await(inForce);
		log.info("AT ONCE {} after {} ms", change, taken.toMillis());
		assertThat(taken).as(change).isLessThan(AT_ONCE);
	}

	private static Subscribed subscribed(String name) {
		String api = PROVIDER.publish(Provider.api("atonce-" + name, "1.0.0", BACKEND.uri(),
				List.of("Bronze", "Unlimited"), List.of(Provider.operation("GET", "/now"))));
		Consumer.App app = CONSUMER.application("atonce-" + name, "Unlimited");
		String subscription = CONSUMER.subscribe(app, api, "Unlimited");
		Subscribed it = new Subscribed(api, app, subscription, app.token(), "/atonce-" + name + "/1.0.0/now");
		Live.await(() -> it.calling().get(it.path()).status() == 200);
		return it;
	}

	/** An application that may call an API. */
	private record Subscribed(String api, Consumer.App app, String subscription, String token, String path) {

		HttpCaller calling() {
			return this.app.calling(this.token);
		}

	}

}
