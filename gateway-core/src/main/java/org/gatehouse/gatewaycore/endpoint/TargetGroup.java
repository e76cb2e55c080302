package org.gatehouse.gatewaycore.endpoint;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.gatehouse.common.runtime.EndpointRules.Balance;
import org.gatehouse.common.runtime.EndpointRules.Kind;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.gatehouse.gatewaycore.route.RequestTarget;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of an API for one kind of key, and how one of them is chosen.
 */
public final class TargetGroup {

	/** The gateway's cookie, which says at which endpoint a caller stays. */
	private static final String COOKIE = "gatehouse_endpoint";

	private static final int LONGEST_NAME = 2048;

	private final EndpointStates states;

	private final Kind kind;

	private final Balance balance;

	private final @Nullable String targetHeader;

	private final List<Target> targets;

	/** Whose turn it is, as positions in the list of targets. */
	private final int[] schedule;

	private final AtomicInteger turn;

	TargetGroup(EndpointStates states, Kind kind, Balance balance, @Nullable String targetHeader, List<Target> targets,
			AtomicInteger turn) {
		this.states = states;
		this.kind = kind;
		this.balance = balance;
		this.targetHeader = targetHeader;
		this.targets = List.copyOf(targets);
		this.schedule = Schedule
			.of(targets.stream().mapToInt((target) -> balance.weighted() ? target.settings().weight() : 1).toArray());
		this.turn = turn;
	}

	/**
	 * The header field by which callers name an endpoint.
	 * @return its name, null where they cannot
	 */
	public @Nullable String targetHeader() {
		return this.targetHeader;
	}

	/**
	 * Tells whether endpoints are chosen by their names.
	 * @return false where the gateway chooses
	 */
	public boolean isDynamic() {
		return this.kind == Kind.DYNAMIC;
	}

	/**
	 * Tells whether callers stay at an endpoint.
	 * @return true where {@link #choose} looks at cookies
	 */
	public boolean isSticky() {
		return this.kind == Kind.LOAD_BALANCE && this.balance.sticky();
	}

	/**
	 * Chooses the first endpoint for a call.
	 * @param cookies the values of the call's {@code Cookie} fields
	 * @param call what the endpoint is asked for
	 * @return the call's way, null where every endpoint is suspended
	 */
	public @Nullable Course choose(List<String> cookies, Course.Asked call) {
		long now = now();
		Target kept = isSticky() ? kept(cookies) : null;
		if (kept != null && kept.admits(now)) {
			return new Course(this, call, kept, false);
		}
		Target chosen = next(0, now);
		return (chosen == null) ? null : new Course(this, call, chosen, isSticky());
	}

	/**
	 * Finds the endpoint that is named for a call.
	 * @param name an endpoint's host, with or without its port, or an http or https URL
	 * at or below one of the endpoints
	 * @param call what the endpoint is asked for
	 * @return the call's way, null where no endpoint is called so
	 */
	public @Nullable Course named(String name, Course.Asked call) {
		if (name.length() > LONGEST_NAME) {
			return null;
		}
		Target target = name.contains("://") ? at(name) : hosted(name);
		return (target == null) ? null : new Course(this, call, target, false);
	}

	/**
	 * Tells whether a call may go where it was named to go.
	 * @param course the call's way
	 * @return false where the endpoint is suspended
	 */
	public boolean admits(Course course) {
		return course.target().admits(now());
	}

	private @Nullable Target hosted(String name) {
		for (Target target : this.targets) {
			Endpoint endpoint = target.endpoint();
			if (name.equalsIgnoreCase(endpoint.authority()) || name.equalsIgnoreCase(endpoint.address().host())
					|| name.equalsIgnoreCase(endpoint.address().host() + ":" + endpoint.address().port())) {
				return target;
			}
		}
		return null;
	}

	private @Nullable Target at(String url) {
		Endpoint wanted;
		try {
			wanted = Endpoint.of(URI.create(url), false);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
		// A path that could be read in two ways would lead out of the endpoint's.
		RequestTarget read = RequestTarget.read(wanted.path().isEmpty() ? "/" : wanted.path());
		if (read == null || !read.path().equals(wanted.path().isEmpty() ? "/" : wanted.path())) {
			return null;
		}
		for (Target target : this.targets) {
			Endpoint endpoint = target.endpoint();
			boolean same = endpoint.address().port() == wanted.address().port()
					&& endpoint.address().tls() == wanted.address().tls()
					&& endpoint.address().host().equalsIgnoreCase(wanted.address().host());
			if (same && target.template() == null && (wanted.path() + "/").startsWith(endpoint.path() + "/")) {
				return target.at(new Endpoint(endpoint.address(), wanted.path(), endpoint.authority(),
						endpoint.credentials(), endpoint.webSocket()));
			}
		}
		return null;
	}

	private @Nullable Target kept(List<String> cookies) {
		for (String cookie : cookies) {
			for (String pair : cookie.split(";")) {
				int equals = pair.indexOf('=');
				if (equals > 0 && pair.substring(0, equals).strip().equals(COOKIE)) {
					String mark = pair.substring(equals + 1).strip();
					for (Target target : this.targets) {
						if (target.mark().equals(mark)) {
							return target;
						}
					}
				}
			}
		}
		return null;
	}

	/**
	 * Tells whether the gateway's cookie stands in text.
	 * @param cookie the value of a {@code Cookie} field, or a part of it
	 * @return true where it may
	 */
	public static boolean isOwn(String cookie) {
		return cookie.contains(COOKIE + "=");
	}

	/**
	 * The cookie that keeps a caller at an endpoint.
	 * @param target the endpoint
	 * @param path below which the cookie is sent
	 * @param secure true if it is sent over HTTPS only
	 * @return the value of {@code Set-Cookie}
	 */
	String cookie(Target target, String path, boolean secure) {
		long seconds = this.balance.sessionMillis() / 1000;
		return COOKIE + "=" + target.mark() + "; Path=" + path + ((seconds > 0) ? "; Max-Age=" + seconds : "")
				+ (secure ? "; Secure" : "") + "; HttpOnly; SameSite=Lax";
	}

	/** Tells whether the cookie's time begins anew with every call. */
	boolean isSlid() {
		return isSticky() && this.balance.sessionMillis() > 0;
	}

	boolean failsOver() {
		return switch (this.kind) {
			case FAILOVER -> true;
			case LOAD_BALANCE -> this.balance.failOver();
			case SINGLE, DYNAMIC -> false;
		};
	}

	/**
	 * The next endpoint that may be called.
	 * @param tried a bit for each endpoint that was
	 * @param now the time in milliseconds
	 * @return the endpoint, null where there is none
	 */
	@Nullable Target next(long tried, long now) {
		if (this.kind != Kind.LOAD_BALANCE) {
			int most = (this.kind == Kind.FAILOVER) ? this.targets.size() : 1;
			return first(tried, most, now);
		}
		int start = this.turn.getAndIncrement();
		for (int i = 0; i < this.schedule.length; i++) {
			int at = this.schedule[Math.floorMod(start + i, this.schedule.length)];
			if ((tried & 1L << at) == 0 && this.targets.get(at).admits(now)) {
				return this.targets.get(at);
			}
		}
		return null;
	}

	private @Nullable Target first(long tried, int most, long now) {
		for (int at = 0; at < most; at++) {
			if ((tried & 1L << at) == 0 && this.targets.get(at).admits(now)) {
				return this.targets.get(at);
			}
		}
		return null;
	}

	long now() {
		return this.states.now();
	}

	/**
	 * In how many seconds the first of the endpoints may be called again.
	 * @return at least 1
	 */
	public long secondsToWait() {
		long until = Long.MAX_VALUE;
		for (Target target : this.targets) {
			until = Math.min(until, target.state().suspendedUntil());
		}
		return Math.max(1, Math.ceilDiv(until - now(), 1000));
	}

}
