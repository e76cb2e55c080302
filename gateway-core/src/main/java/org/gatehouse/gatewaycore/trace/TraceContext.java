package org.gatehouse.gatewaycore.trace;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * Where a call stands in a trace, as {@code traceparent} tells it (W3C Trace Context,
 * section 3.2).
 *
 * @param traceId 32 lower-case hex digits, not all zero
 * @param parentId the caller's span, 16 lower-case hex digits, null where the trace
 * begins here
 * @param sampled whether the caller asks for the trace to be kept
 */
public record TraceContext(String traceId, @Nullable String parentId, boolean sampled) {

	private static final int LENGTH = 55;

	private static final String ZERO_TRACE = "0".repeat(32);

	private static final String ZERO_SPAN = "0".repeat(16);

	/**
	 * Begins a trace.
	 * @return a context of a new trace without a caller
	 */
	public static TraceContext begin() {
		return new TraceContext(newSpanId().concat(newSpanId()), null, false);
	}

	/**
	 * Reads what a caller sent. A version after 00 may have more fields, which are not
	 * understood and not passed on.
	 * @param traceparent the header field's value
	 * @return the context, null where it is not one
	 */
	public static @Nullable TraceContext read(String traceparent) {
		if (traceparent.length() < LENGTH || !isHex(traceparent, 0, 2) || traceparent.startsWith("ff")
				|| traceparent.charAt(2) != '-' || !isHex(traceparent, 3, 35) || traceparent.charAt(35) != '-'
				|| !isHex(traceparent, 36, 52) || traceparent.charAt(52) != '-' || !isHex(traceparent, 53, 55)) {
			return null;
		}
		boolean more = traceparent.length() > LENGTH;
		if (more && (traceparent.startsWith("00") || traceparent.charAt(LENGTH) != '-')) {
			return null;
		}
		String trace = traceparent.substring(3, 35);
		String parent = traceparent.substring(36, 52);
		if (trace.equals(ZERO_TRACE) || parent.equals(ZERO_SPAN)) {
			return null;
		}
		return new TraceContext(trace, parent, (Character.digit(traceparent.charAt(54), 16) & 1) != 0);
	}

	/**
	 * What is sent on.
	 * @param spanId the span that the receiver's is a part of
	 * @param kept whether the trace is kept
	 * @return a value for {@code traceparent}
	 */
	public String traceparent(String spanId, boolean kept) {
		return "00-" + this.traceId + '-' + spanId + (kept ? "-01" : "-00");
	}

	/**
	 * Makes an identifier of a span.
	 * @return 16 lower-case hex digits, not all zero
	 */
	public static String newSpanId() {
		long random;
		do {
			random = ThreadLocalRandom.current().nextLong();
		}
		while (random == 0);
		return HexFormat.of().toHexDigits(random);
	}

	/**
	 * Decides by the trace's identifier, so that all who decide by the same ratio decide
	 * alike.
	 * @param ratio the part of traces that is kept, 0 to 1
	 * @return true where this trace is among them
	 */
	public boolean isAmong(double ratio) {
		if (ratio <= 0) {
			return false;
		}
		long low = Long.parseUnsignedLong(this.traceId, 16, 32, 16) & Long.MAX_VALUE;
		return ratio >= 1 || low < (long) (ratio * Long.MAX_VALUE);
	}

	private static boolean isHex(String text, int from, int to) {
		for (int i = from; i < to; i++) {
			char c = text.charAt(i);
			if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
				return false;
			}
		}
		return true;
	}

}
