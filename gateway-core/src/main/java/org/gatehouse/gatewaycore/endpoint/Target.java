package org.gatehouse.gatewaycore.endpoint;

import org.gatehouse.common.runtime.EndpointRules.Settings;
import org.gatehouse.common.runtime.EndpointRules.Suspension;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * One of an API's endpoints, ready to be chosen.
 *
 * @param position its place among the API's endpoints, from 0
 * @param endpoint where it is
 * @param template how its path is made, null where it is always the same
 * @param settings what holds for it
 * @param suspension when it is left alone, null for never
 * @param state how it stands
 * @param mark what the gateway's cookie says of it
 */
record Target(int position, Endpoint endpoint, @Nullable PathTemplate template, Settings settings,
		@Nullable Suspension suspension, EndpointState state, String mark) {

	boolean admits(long now) {
		return this.suspension == null || this.state.admits(now);
	}

	void failed(Failure failure, long now) {
		if (this.suspension != null && failure.isOneOf(this.suspension.codes())) {
			this.state.failed(this.suspension, now);
		}
	}

	void worked() {
		if (this.suspension != null) {
			this.state.worked();
		}
	}

	/** The same endpoint with another path. */
	Target at(Endpoint other) {
		return new Target(this.position, other, null, this.settings, this.suspension, this.state, this.mark);
	}

}
