package org.gatehouse.gatewaycore.policy;

import org.gatehouse.gatewaycore.throttle.Throttle;
import org.gatehouse.gatewaycore.trace.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * What is noted of a call for those who watch: the access log, numbers, traces,
 * explanations, and the quotas that count bytes. Nothing here decides where it goes.
 */
abstract sealed class Observed permits Exchange {

	private final long startedNanos = System.nanoTime();

	private long forwardedNanos;

	private long backendNanos;

	private String requestId = "";

	private Throttle.@Nullable Decision decision;

	private @Nullable String cacheStatus;

	private @Nullable String tokenState;

	private @Nullable TraceContext trace;

	private boolean traceAsked;

	private @Nullable String backendSpanId;

	private @Nullable Fault fault;

	private int status;

	private long received;

	private long bytes;

	/**
	 * The call's identifier.
	 * @return the one that came with the call where it was valid, a new one otherwise
	 */
	public String requestId() {
		return this.requestId;
	}

	void requestId(String id) {
		this.requestId = id;
	}

	@Nullable TraceContext trace() {
		return this.trace;
	}

	void traced(TraceContext context, boolean asked) {
		this.trace = context;
		this.traceAsked = asked;
	}

	/** Whether the call's trace is kept; final once the API is known. */
	boolean isTraceKept() {
		return this.traceAsked || isApiTraced();
	}

	/**
	 * Makes the field by which a backend goes on with the call's trace.
	 * @return a value for {@code traceparent}, null where the call was refused unread
	 */
	public @Nullable String traceparent() {
		TraceContext context = this.trace;
		if (context == null) {
			return null;
		}
		if (this.backendSpanId == null) {
			this.backendSpanId = TraceContext.newSpanId();
		}
		return context.traceparent(this.backendSpanId, isTraceKept());
	}

	@Nullable String backendSpanId() {
		return this.backendSpanId;
	}

	/**
	 * What was found out about a token that is not taken, null where none was looked at.
	 */
	@Nullable String tokenState() {
		return this.tokenState;
	}

	void tokenState(String found) {
		this.tokenState = found;
	}

	Throttle.@Nullable Decision decision() {
		return this.decision;
	}

	void decision(Throttle.@Nullable Decision made) {
		this.decision = made;
		spend(this.received);
	}

	private void spend(long count) {
		Throttle.Decision made = this.decision;
		if (made != null && !made.metered().isEmpty()) {
			made.metered().forEach((limit) -> limit.spend(count));
		}
	}

	/**
	 * Notes that the call ends without an answer.
	 * @param why what its answer would have been
	 */
	public void dropped(Fault why) {
		this.fault = why;
		this.status = why.code().status();
	}

	/**
	 * Why the cache did not answer, in the words of RFC 9211; null where there is none.
	 */
	@Nullable String cacheStatus() {
		return this.cacheStatus;
	}

	void cacheStatus(String why) {
		this.cacheStatus = why;
	}

	public @Nullable Fault fault() {
		return this.fault;
	}

	void fault(Fault refused) {
		this.fault = refused;
	}

	/**
	 * Notes the answer's status.
	 * @param sent the HTTP status
	 */
	public void status(int sent) {
		this.status = sent;
	}

	public int status() {
		return this.status;
	}

	/**
	 * Notes that a part of the request's body has come.
	 * @param count a number of bytes
	 */
	public void received(long count) {
		this.received += count;
		spend(count);
	}

	/**
	 * Notes that a part of the answer's body is sent.
	 * @param count a number of bytes
	 */
	public void sent(long count) {
		this.bytes += count;
		spend(count);
	}

	long bytes() {
		return this.bytes;
	}

	/** Notes that the backend's answer has begun. */
	public void backendAnswered() {
		this.backendNanos = System.nanoTime() - this.forwardedNanos;
	}

	long forwardedNanos() {
		return this.forwardedNanos;
	}

	/** How long the backend took to begin its answer, 0 where it did not. */
	long backendNanos() {
		return this.backendNanos;
	}

	long startedNanos() {
		return this.startedNanos;
	}

	/** Whether all calls of the API are traced. */
	abstract boolean isApiTraced();

	/** Notes that the call is sent to its backend. */
	void forwarded() {
		this.forwardedNanos = System.nanoTime();
	}

}
