package org.gatehouse.gatewaycore.route;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * What the gateway proves itself by to a backend, in the field {@code Authorization}. All
 * methods may be called on event loops and from several of them; none blocks.
 */
public interface BackendCredentials {

	/**
	 * Why there is nothing to prove anything by.
	 * @return a reason without secrets, null where all is well
	 */
	default @Nullable String problem() {
		return null;
	}

	/**
	 * Tells whether a request can be sent at once.
	 * @param endpoint where it goes
	 * @return false if {@link #prepare} has to be waited for
	 */
	default boolean isReady(Endpoint endpoint) {
		return true;
	}

	/**
	 * Gets what is lacking.
	 * @param endpoint where a request goes
	 * @param target the request's target
	 * @return completes on any thread, exceptionally where it cannot be had
	 */
	default CompletableFuture<?> prepare(Endpoint endpoint, String target) {
		return CompletableFuture.completedFuture(true);
	}

	/**
	 * The field's value for a request.
	 * @param endpoint where it goes
	 * @param method its method
	 * @param target its target
	 * @return the value, null to send none
	 */
	@Nullable String authorization(Endpoint endpoint, String method, String target);

	/**
	 * Tells whether a refused request may pass if it is sent again.
	 * @return true if {@link #refused} may have something better
	 */
	default boolean isRenewable() {
		return false;
	}

	/**
	 * A backend has answered 401.
	 * @param endpoint the backend
	 * @param sent the value that it was sent, null where none was
	 * @param challenges the values of {@code WWW-Authenticate}
	 * @return null if the answer is the caller's; otherwise completes on any thread, with
	 * whether it makes sense to send the request again
	 */
	default @Nullable CompletableFuture<Boolean> refused(Endpoint endpoint, @Nullable String sent,
			List<String> challenges) {
		return null;
	}

}
