package org.gatehouse.gatewaycore.snapshot;

import java.util.UUID;

import org.gatehouse.gatewaycore.snapshot.CompiledApplication.Subscribed;

/**
 * All subscriptions by their identifiers, as the feed names them.
 */
final class SubscriptionIndex extends Slots<UUID, Subscribed> {

	@Override
	UUID keyOf(Subscribed value) {
		return value.id().value();
	}

	@Override
	boolean isOf(Subscribed value, UUID key) {
		return value.isNamed(key);
	}

}
