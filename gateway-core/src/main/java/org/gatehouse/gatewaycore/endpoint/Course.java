package org.gatehouse.gatewaycore.endpoint;

import java.util.Objects;

import org.gatehouse.common.runtime.EndpointRules.Retry;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * The way of one call through an API's endpoints: where it is, where it was, and where it
 * goes when that fails. Used by one event loop.
 */
public final class Course {

	private final TargetGroup group;

	private final Asked asked;

	private Target target;

	private boolean tellCookie;

	/** A bit for each endpoint that was tried; there are fewer than 64. */
	private long tried;

	private int retries;

	Course(TargetGroup group, Asked asked, Target first, boolean tellCookie) {
		this.group = group;
		this.asked = asked;
		this.target = first;
		this.tellCookie = tellCookie || group.isSlid();
		begin(first);
	}

	/**
	 * What an endpoint is asked for.
	 *
	 * @param pattern the operation's pattern
	 * @param below the path below the API
	 * @param query the query with its question mark, or empty
	 */
	public record Asked(String pattern, String below, String query) {

	}

	private void begin(Target next) {
		this.target = next;
		this.tried |= 1L << next.position();
		Retry retry = next.settings().retry();
		this.retries = (retry == null) ? 0 : retry.times();
	}

	Target target() {
		return this.target;
	}

	/**
	 * Where the call goes now.
	 * @return the endpoint
	 */
	public Endpoint endpoint() {
		return this.target.endpoint();
	}

	/**
	 * What the endpoint is asked for.
	 * @return a request target in origin form, null where its template makes none that
	 * has one reading
	 */
	public @Nullable String requestTarget() {
		PathTemplate template = this.target.template();
		if (template == null) {
			return this.target.endpoint().target(this.asked.below(), this.asked.query());
		}
		String path = template.expand(this.asked.pattern(), this.asked.below());
		return (path == null) ? null : path + this.asked.query();
	}

	/**
	 * Tells whether the endpoint's path is made for each call.
	 * @return true where its paths cannot be led back to the API's
	 */
	public boolean isTemplated() {
		return this.target.template() != null;
	}

	/**
	 * How long connecting may take.
	 * @return milliseconds, 0 for the gateway's bound
	 */
	public int connectMillis() {
		return Objects.requireNonNullElse(this.target.settings().connectMillis(), 0);
	}

	/**
	 * How long the endpoint may be silent.
	 * @return nanoseconds, 0 for the gateway's bound
	 */
	public long responseNanos() {
		return Objects.requireNonNullElse(this.target.settings().responseMillis(), 0) * 1_000_000L;
	}

	/**
	 * What happens to a call whose time is over.
	 * @return true if its connection is closed without an answer
	 */
	public boolean discards() {
		return this.target.settings().discard();
	}

	/** The endpoint has begun to answer. */
	public void worked() {
		this.target.worked();
	}

	/**
	 * The endpoint has failed. Chooses where the call goes now.
	 * @param failure how it failed
	 * @param again whether the call can be sent again
	 * @return how many milliseconds to wait before that, negative if it is not sent again
	 */
	public long failed(Failure failure, boolean again) {
		Retry retry = this.target.settings().retry();
		if (again && retry != null && this.retries > 0 && failure.isOneOf(retry.codes())) {
			this.retries--;
			return retry.delayMillis();
		}
		long now = this.group.now();
		this.target.failed(failure, now);
		if (!again || !this.group.failsOver()) {
			return -1;
		}
		Target next = this.group.next(this.tried, now);
		if (next == null) {
			return -1;
		}
		begin(next);
		this.tellCookie = this.group.isSticky();
		return (requestTarget() == null) ? -1 : 0;
	}

	/**
	 * The cookie by which the caller stays at the endpoint.
	 * @param path below which the API is called
	 * @param secure true where it is called over HTTPS
	 * @return the value of {@code Set-Cookie}, null for none
	 */
	public @Nullable String cookie(String path, boolean secure) {
		return this.tellCookie ? this.group.cookie(this.target, path, secure) : null;
	}

}
