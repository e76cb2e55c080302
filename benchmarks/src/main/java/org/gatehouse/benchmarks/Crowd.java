package org.gatehouse.benchmarks;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

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

/**
 * Those who are there besides, in numbers: APIs of 20 operations, applications with a
 * client and ten subscriptions each, revoked tokens. Every entry is made when it is asked
 * for, so that a million of them take no memory of their own.
 *
 * @param apis how many APIs
 * @param subscriptions how many subscriptions, ten to an application
 * @param revocations how many revoked tokens
 */
record Crowd(int apis, int subscriptions, int revocations) {

	private static final int EACH = 10;

	private static final String TIER = "Plenty";

	long size() {
		return this.apis + 2L * applications() + this.subscriptions + this.revocations;
	}

	private int applications() {
		return (this.subscriptions + EACH - 1) / EACH;
	}

	/**
	 * An entry.
	 * @param number from 0 to {@link #size()}
	 * @return the entry
	 */
	SnapshotEntry entry(long number) {
		List<Kind> kinds = List.of(new Kind(this.apis, this::api), new Kind(applications(), Crowd::application),
				new Kind(applications(), Crowd::key), new Kind(this.subscriptions, this::subscription),
				new Kind(this.revocations, Crowd::revocation));
		long left = number;
		for (Kind kind : kinds) {
			if (left < kind.count()) {
				return kind.entry().apply(left);
			}
			left -= kind.count();
		}
		throw new IllegalArgumentException("number: " + number + " (expected: less than " + size() + ")");
	}

	private record Kind(long count, LongFunction<SnapshotEntry> entry) {

	}

	private SnapshotEntry api(long number) {
		List<SnapshotEntry.Operation> operations = IntStream.range(0, 20)
			.mapToObj((i) -> new SnapshotEntry.Operation((i % 2 == 0) ? HttpVerb.GET : HttpVerb.POST,
					new UrlPattern("/resource" + i / 2 + "/{id}"), AuthType.ANY, Set.of("crowd:read"), TIER,
					List.of("application/json"), OperationRuntime.DEFAULT))
			.toList();
		return new SnapshotEntry.DeployedApi(new ApiId(id("crowd-api", number)), "carbon.super", "crowd" + number,
				"/crowd" + number, "v1", number % 2 == 0, LifecycleState.PUBLISHED, 1, Set.of("http", "https"),
				URI.create("http://127.0.0.1:9/"), null, operations, null, null, ApiRuntime.DEFAULT);
	}

	private static SnapshotEntry application(long number) {
		return new SnapshotEntry.KnownApplication(new ApplicationId(id("crowd-application", number)), "Crowd " + number,
				"user-" + number, TIER);
	}

	private static SnapshotEntry key(long number) {
		return new SnapshotEntry.ApplicationKey(new ConsumerKey("crowd-" + id("crowd-key", number)),
				new ApplicationId(id("crowd-application", number)), KeyType.PRODUCTION, TokenFormat.JWT);
	}

	/**
	 * A subscription.
	 * @param number from 0
	 * @return the subscription, of the same application as the nine around it
	 */
	SnapshotEntry.Subscription subscription(long number) {
		return new SnapshotEntry.Subscription(new SubscriptionId(id("crowd-subscription", number)),
				new ApplicationId(id("crowd-application", number / EACH)),
				new ApiId(id("crowd-api", (number * 7919) % Math.max(EACH, this.apis))), TIER,
				SubscriptionStatus.UNBLOCKED);
	}

	/**
	 * The revocation of a token that nobody has.
	 * @param number from 0
	 * @return the revocation, for a week
	 */
	static SnapshotEntry.Revocation revocation(long number) {
		UUID one = id("crowd-token", number);
		UUID other = id("crowd-other", number);
		return new SnapshotEntry.Revocation((one.toString() + other).replace("-", ""),
				Instant.now().plus(Duration.ofDays(7)));
	}

	private static UUID id(String kind, long number) {
		return UUID.nameUUIDFromBytes((kind + number).getBytes(StandardCharsets.UTF_8));
	}

}
