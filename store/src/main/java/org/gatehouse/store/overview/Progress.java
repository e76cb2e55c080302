package org.gatehouse.store.overview;

import java.util.List;
import java.util.UUID;

import org.gatehouse.store.subscriptions.SubscriptionView;
import org.jspecify.annotations.Nullable;

/**
 * How far a visitor has come with an API.
 *
 * @param signedIn whether somebody is signed in
 * @param maySubscribe whether the visitor's roles allow to subscribe to anything
 * @param subscriptions the visitor's subscriptions to the API version
 * @param applicationId an application that is subscribed, null where none is
 * @param keys whether that application has a key
 */
record Progress(boolean signedIn, boolean maySubscribe, List<SubscriptionView> subscriptions,
		@Nullable UUID applicationId, boolean keys) {

	static final Progress ANONYMOUS = new Progress(false, false, List.of(), null, false);

	/**
	 * Whether a call could be made now.
	 * @return true where an application is subscribed and has a key
	 */
	public boolean ready() {
		return !this.subscriptions.isEmpty() && this.keys;
	}

}
