package org.gatehouse.publisher.lifecycle;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.db.application.Subscription;
import org.gatehouse.db.application.SubscriptionRepository;
import org.gatehouse.db.feed.ChangeLog;

import org.springframework.stereotype.Component;

/**
 * Lets those who subscribed to older versions go on with a new one, with the keys that
 * they have.
 */
@Component
class CarriedSubscriptions {

	private final SubscriptionRepository subscriptions;

	private final ChangeLog changes;

	private final Clock clock;

	CarriedSubscriptions(SubscriptionRepository subscriptions, ChangeLog changes, Clock clock) {
		this.subscriptions = subscriptions;
		this.changes = changes;
		this.clock = clock;
	}

	/**
	 * Gives each application that subscribed to an older version, and was let in, the
	 * same subscription to a new one: same tier, same status.
	 * @param older the older versions, the oldest first
	 * @param version the new version
	 */
	void carryOver(List<ApiVersion> older, ApiVersion version) {
		if (older.isEmpty()) {
			return;
		}
		List<UUID> ids = new ArrayList<>(older.stream().map(ApiVersion::getId).toList());
		Map<UUID, Subscription> latest = new LinkedHashMap<>();
		Map<UUID, List<Subscription>> byVersion = this.subscriptions.findByApiVersionIdIn(ids)
			.stream()
			.filter(subscription -> !subscription.status().isInactive())
			.collect(Collectors.groupingBy(subscription -> subscription.apiVersion().getId()));
		ids.forEach(id -> byVersion.getOrDefault(id, List.of())
			.forEach(subscription -> latest.put(subscription.application().getId(), subscription)));
		this.subscriptions.findByApiVersionIdIn(List.of(version.getId()))
			.forEach(present -> latest.remove(present.application().getId()));
		Instant now = this.clock.instant();
		for (Subscription subscription : latest.values()) {
			Subscription copy = new Subscription(subscription.application(), version, subscription.tier(), now);
			copy.changeStatus(subscription.status(), now);
			this.subscriptions.save(copy);
			this.changes.record(copy.toSnapshot());
		}
		this.subscriptions.flush();
	}

}
