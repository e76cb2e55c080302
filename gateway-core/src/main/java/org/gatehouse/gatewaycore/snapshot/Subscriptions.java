package org.gatehouse.gatewaycore.snapshot;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.gatewaycore.snapshot.CompiledApplication.Subscribed;

/**
 * The subscriptions of one application, by API. Whoever changes them changes a copy that
 * no call sees yet.
 */
final class Subscriptions extends Slots<ApiId, Subscribed> {

	Subscriptions() {
	}

	private Subscriptions(Subscriptions copied) {
		super(copied);
	}

	Subscriptions copy() {
		return new Subscriptions(this);
	}

	@Override
	ApiId keyOf(Subscribed value) {
		return value.apiId();
	}

	@Override
	boolean isOf(Subscribed value, ApiId key) {
		return value.apiId().equals(key);
	}

}
