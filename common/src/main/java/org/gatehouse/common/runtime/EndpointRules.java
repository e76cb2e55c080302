package org.gatehouse.common.runtime;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How calls get to the backends of an API. The first endpoint of each group is the API's
 * own production or sandbox URL; what stands here comes besides it.
 *
 * @param kind how one of several endpoints is chosen
 * @param balance how load is shared, for {@link Kind#LOAD_BALANCE}
 * @param targetHeader the header field by which callers name an endpoint, for
 * {@link Kind#DYNAMIC}; null where only mediation does
 * @param production the endpoints for calls with a production key
 * @param sandbox the endpoints for calls with a sandbox key
 */
public record EndpointRules(Kind kind, Balance balance, @Nullable String targetHeader, Group production,
		Group sandbox) {

	/** What an API has that says nothing of it: one endpoint and the gateway's bounds. */
	public static final EndpointRules DEFAULT = new EndpointRules(Kind.SINGLE, Balance.DEFAULT, null, Group.DEFAULT,
			Group.DEFAULT);

	/** Where there is another endpoint to go to, one that cannot be reached is left. */
	private static final Suspension USUAL = new Suspension(List.of(101503, 101508), 1000, 2, 30_000);

	// A document of before a component came has null for it, whatever its type says.
	public EndpointRules {
		kind = (kind != null) ? kind : Kind.SINGLE;
		balance = (balance != null) ? balance : Balance.DEFAULT;
		production = (production != null) ? production : Group.DEFAULT;
		sandbox = (sandbox != null) ? sandbox : Group.DEFAULT;
	}

	/**
	 * Makes a URI of an endpoint's URL, whose path may hold templates.
	 * @param url such as <code>https://backend.example/{uri.var.id}</code>
	 * @return the URI, with its braces percent-encoded
	 * @throws IllegalArgumentException if the rest is no URI
	 */
	public static URI uri(String url) {
		return URI.create(url.replace("{", "%7B").replace("}", "%7D"));
	}

	/**
	 * Makes the URL of what {@link #uri} made.
	 * @param uri the URI
	 * @return the URL as people write it
	 */
	public static String text(URI uri) {
		return uri.toString().replace("%7B", "{").replace("%7D", "}");
	}

	/**
	 * The endpoints of a group that calls can go to.
	 * @param first the first one's URL, null where there is none
	 * @param group the group
	 * @return the endpoints in their order, the first one first; none where it is missing
	 */
	public List<Member> members(@Nullable URI first, Group group) {
		List<Member> members = new ArrayList<>();
		if (first != null) {
			members.add(new Member(first, group.first()));
			members.addAll((this.kind != Kind.SINGLE) ? group.more() : List.of());
			members.addAll((this.kind == Kind.FAILOVER) ? group.fallbacks() : List.of());
		}
		return members;
	}

	/**
	 * When an endpoint is left alone.
	 * @param settings what holds for it
	 * @return by its own rules, or else by the usual ones of its kind; null for never
	 */
	public @Nullable Suspension suspension(Settings settings) {
		Suspension own = settings.suspension();
		if (own != null) {
			return (own.initialMillis() == 0) ? null : own;
		}
		return switch (this.kind) {
			case LOAD_BALANCE, FAILOVER -> USUAL;
			case SINGLE, DYNAMIC -> null;
		};
	}

	/** How one of several endpoints is chosen. */
	public enum Kind {

		/** There is one. */
		SINGLE,
		/** In turn. */
		LOAD_BALANCE,
		/** The first that works, in their order. */
		FAILOVER,
		/** The one that is named, by the caller or by mediation. */
		DYNAMIC

	}

	/**
	 * How load is shared.
	 *
	 * @param weighted true if each endpoint gets its weight's share, false for equal
	 * shares
	 * @param sticky true if a caller that sends the gateway's cookie stays at one
	 * endpoint
	 * @param sessionMillis how long the cookie holds after the last call, 0 for as long
	 * as the caller keeps it
	 * @param failOver true if a call that fails at one endpoint is tried at another
	 */
	public record Balance(boolean weighted, boolean sticky, long sessionMillis, boolean failOver) {

		/** Equal shares, no sessions, with fail-over. */
		public static final Balance DEFAULT = new Balance(false, false, 0, true);

	}

	/**
	 * Endpoints for one kind of key.
	 *
	 * @param first what holds for the first endpoint, whose URL is the API's
	 * @param more the endpoints besides the first
	 * @param fallbacks those that are used when none of the others works, for
	 * {@link Kind#FAILOVER}
	 */
	public record Group(Settings first, List<Member> more, List<Member> fallbacks) {

		/** One endpoint, by the gateway's bounds. */
		public static final Group DEFAULT = new Group(Settings.DEFAULT, List.of(), List.of());

		public Group {
			more = List.copyOf(more);
			fallbacks = List.copyOf(fallbacks);
		}

	}

	/**
	 * An endpoint besides the first.
	 *
	 * @param url as {@link EndpointRules#uri} makes it
	 * @param settings what holds for it
	 */
	public record Member(URI url, Settings settings) {

	}

	/**
	 * What holds for an endpoint.
	 *
	 * @param weight its share of the load, 1 to 100
	 * @param connectMillis how long connecting may take, null for the gateway's bound
	 * @param responseMillis how long it may be silent, null for the gateway's bound
	 * @param discard true if the caller's connection is closed without an answer when it
	 * is silent for longer, false for a fault
	 * @param suspension when it is left alone, null for the gateway's ways
	 * @param retry when a call is sent to it again, null for never
	 */
	public record Settings(int weight, @Nullable Integer connectMillis, @Nullable Integer responseMillis,
			boolean discard, @Nullable Suspension suspension, @Nullable Retry retry) {

		/** A weight of one, and the gateway's bounds. */
		public static final Settings DEFAULT = new Settings(1, null, null, false, null, null);

	}

	/**
	 * When an endpoint is left alone for a while. The time grows with every failure that
	 * follows another: {@code min(initial * factor^n, most)}.
	 *
	 * @param codes the fault codes that count, empty for all
	 * @param initialMillis the first time, 0 for never
	 * @param factor by which it grows, at least 1
	 * @param mostMillis the longest time, at least the first
	 */
	public record Suspension(List<Integer> codes, long initialMillis, double factor, long mostMillis) {

		public Suspension {
			codes = List.copyOf(codes);
		}

	}

	/**
	 * When a call that may be sent twice is sent to the same endpoint again, before the
	 * failure counts.
	 *
	 * @param codes the fault codes that count, empty for all
	 * @param times how many times
	 * @param delayMillis how long to wait before each
	 */
	public record Retry(List<Integer> codes, int times, long delayMillis) {

		public Retry {
			codes = List.copyOf(codes);
		}

	}

}
