package org.gatehouse.gatewaycore.trace;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A call that has ended and is to be kept in a trace.
 *
 * @param context where it stands in the trace
 * @param spanId the gateway's span
 * @param name the method and the route
 * @param startNanos when it began, nanoseconds since 1970
 * @param endNanos when it ended, nanoseconds since 1970
 * @param attributes what is known of it, by the names of OpenTelemetry's semantic
 * conventions; texts and numbers
 * @param failed whether the gateway or the backend failed
 * @param backend the part at the backend, null where the call was not forwarded
 */
public record TracedCall(TraceContext context, String spanId, String name, long startNanos, long endNanos,
		Map<String, Object> attributes, boolean failed, @Nullable Backend backend) {

	/**
	 * The part of a call at a backend.
	 *
	 * @param spanId its span, which the backend was told
	 * @param startNanos when it was forwarded, nanoseconds since 1970
	 * @param attributes what is known of it
	 */
	public record Backend(String spanId, long startNanos, Map<String, Object> attributes) {

	}

}
