package org.gatehouse.benchmarks;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.api.UrlPattern;
import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.application.ConsumerKey;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.application.SubscriptionId;
import org.gatehouse.common.application.SubscriptionStatus;
import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.runtime.OperationRuntime;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierLevel;

/**
 * The world that is measured: 100 APIs of 10 operations, 200 applications with a key
 * each, every one subscribed to the first 20 APIs, on tiers that count every call and
 * never refuse one. It is the same on every run, but for the signing key.
 *
 * @param backend where all APIs lead to
 */
record World(URI backend) {

	static final int APIS = 100;

	static final int APPLICATIONS = 200;

	static final int SUBSCRIBED_APIS = 20;

	/** The application that is subscribed to nothing. */
	static final int UNSUBSCRIBED = APPLICATIONS;

	static final List<String> RESOURCES = List.of("items", "orders", "users", "carts", "prices");

	private static final String TENANT = "carbon.super";

	private static final String TIER = "Plenty";

	/**
	 * The client id of an application.
	 * @param number from 0
	 * @return the consumer key
	 */
	static String consumerKey(int number) {
		return "app-" + id("key", number);
	}

	/**
	 * All that a gateway has to know.
	 * @param keyId the signing key's name
	 * @param publicJwk the signing key
	 * @return the entries
	 */
	List<SnapshotEntry> entries(String keyId, Map<String, Object> publicJwk) {
		List<SnapshotEntry> entries = new ArrayList<>();
		entries.add(new SnapshotEntry.SigningKey(keyId, publicJwk));
		for (TierLevel level : TierLevel.values()) {
			entries.add(new SnapshotEntry.Tier(TENANT, level, TIER,
					new Quota.Requests(1_000_000_000, Duration.ofMinutes(1)), true));
		}
		IntStream.range(0, APIS).mapToObj(this::api).forEach(entries::add);
		IntStream.range(0, APPLICATIONS).forEach((number) -> addApplication(entries, number, SUBSCRIBED_APIS));
		addApplication(entries, UNSUBSCRIBED, 0);
		return entries;
	}

	private SnapshotEntry api(int number) {
		List<SnapshotEntry.Operation> operations = RESOURCES.stream()
			.flatMap((resource) -> Stream.of(operation(HttpVerb.GET, resource, "read"),
					operation(HttpVerb.POST, resource, "write")))
			.toList();
		return new SnapshotEntry.DeployedApi(new ApiId(id("api", number)), TENANT, "api" + number, "/api" + number,
				"v1", false, LifecycleState.PUBLISHED, 1, Set.of("http", "https"), this.backend, null, operations, null,
				null, ApiRuntime.DEFAULT);
	}

	private static SnapshotEntry.Operation operation(HttpVerb verb, String resource, String right) {
		return new SnapshotEntry.Operation(verb, new UrlPattern("/" + resource + "/{id}"), AuthType.ANY,
				Set.of(resource + ":" + right), TIER, List.of("application/json"), OperationRuntime.DEFAULT);
	}

	private static void addApplication(List<SnapshotEntry> entries, int number, int subscriptions) {
		ApplicationId application = new ApplicationId(id("application", number));
		entries.add(new SnapshotEntry.KnownApplication(application, "Application " + number, "user-" + number, TIER));
		entries.add(new SnapshotEntry.ApplicationKey(new ConsumerKey(consumerKey(number)), application,
				KeyType.PRODUCTION, TokenFormat.JWT));
		for (int api = 0; api < subscriptions; api++) {
			entries.add(new SnapshotEntry.Subscription(new SubscriptionId(id("subscription-" + number, api)),
					application, new ApiId(id("api", api)), TIER, SubscriptionStatus.UNBLOCKED));
		}
	}

	private static UUID id(String kind, int number) {
		return UUID.nameUUIDFromBytes((kind + number).getBytes(StandardCharsets.UTF_8));
	}

}
