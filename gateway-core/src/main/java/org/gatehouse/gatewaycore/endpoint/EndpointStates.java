package org.gatehouse.gatewaycore.endpoint;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.snapshot.EndpointHealth;
import org.gatehouse.gatewaycore.metrics.Metrics;

/**
 * What this gateway has found out about the endpoints of all APIs whose rules ask for it,
 * and whose turn it is. It outlives snapshots; what no API names any more is forgotten.
 */
public final class EndpointStates {

	private static final String SUSPENDED = "gatehouse_gateway_endpoint_suspended";

	/** Beyond it one for each would be a burden for who reads them. */
	private static final int MOST_SHOWN = 1000;

	private final Clock clock;

	private final ConcurrentMap<ApiId, OfApi> apis = new ConcurrentHashMap<>();

	/**
	 * Makes a book in which nothing stands.
	 * @param clock the time by which suspensions end
	 */
	public EndpointStates(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Which of an API's endpoints.
	 *
	 * @param keyType the kind of key whose calls go there
	 * @param url its URL
	 */
	record Place(KeyType keyType, String url) {

	}

	/**
	 * What is known of an API's endpoints.
	 *
	 * @param name the API's name
	 * @param version its version
	 * @param states how the endpoints stand
	 * @param production whose turn it is for a production key
	 * @param sandbox whose turn it is for a sandbox key
	 */
	record OfApi(String name, String version, Map<Place, EndpointState> states, AtomicInteger production,
			AtomicInteger sandbox) {

		EndpointState state(Place place) {
			EndpointState known = this.states.get(place);
			return (known != null) ? known : new EndpointState();
		}

		AtomicInteger turn(KeyType keyType) {
			return switch (keyType) {
				case PRODUCTION -> this.production;
				case SANDBOX -> this.sandbox;
			};
		}

		OfApi with(Map<Place, EndpointState> next) {
			return new OfApi(this.name, this.version, Map.copyOf(next), this.production, this.sandbox);
		}

	}

	long now() {
		return this.clock.millis();
	}

	OfApi of(ApiId id, String name, String version) {
		OfApi known = this.apis.get(id);
		return (known != null) ? known : new OfApi(name, version, Map.of(), new AtomicInteger(), new AtomicInteger());
	}

	void put(ApiId id, OfApi known) {
		this.apis.put(id, known);
	}

	/**
	 * Forgets an API.
	 * @param id the API version
	 */
	public void forget(ApiId id) {
		this.apis.remove(id);
	}

	/**
	 * Forgets the APIs that are gone.
	 * @param isThere tells whether an API is still there
	 */
	public void retain(Predicate<ApiId> isThere) {
		this.apis.keySet().removeIf(isThere.negate());
	}

	/**
	 * The endpoints that are left alone at present, or have not shown since that they
	 * work.
	 * @return the endpoints, not more than are shown
	 */
	public List<EndpointHealth> failing() {
		List<EndpointHealth> all = new ArrayList<>();
		this.apis.forEach((id, api) -> api.states().forEach((place, state) -> {
			EndpointState.Standing standing = state.standing();
			if (standing.failures() > 0 && all.size() < MOST_SHOWN) {
				all.add(new EndpointHealth(id, place.keyType(), place.url(), Instant.ofEpochMilli(standing.since()),
						Instant.ofEpochMilli(standing.until()), standing.failures()));
			}
		}));
		return all;
	}

	/**
	 * Writes a gauge for each endpoint, as far as there are not too many.
	 * @param out takes lines as Prometheus reads them
	 */
	public void write(StringBuilder out) {
		Metrics.head(out, SUSPENDED, "gauge", "Endpoints with rules of their own: 1 while suspended, 0 otherwise.");
		List<String> lines = new ArrayList<>();
		this.apis.values().forEach((api) -> api.states().forEach((place, state) -> {
			if (lines.size() < MOST_SHOWN) {
				lines.add(SUSPENDED + "{api=\"" + Metrics.escaped(api.name()) + "\",version=\""
						+ Metrics.escaped(api.version()) + "\",key_type=\"" + place.keyType() + "\",endpoint=\""
						+ Metrics.escaped(place.url()) + "\"} " + ((state.suspendedUntil() > 0) ? 1 : 0));
			}
		}));
		lines.stream().sorted().forEach((line) -> out.append(line).append('\n'));
	}

}
