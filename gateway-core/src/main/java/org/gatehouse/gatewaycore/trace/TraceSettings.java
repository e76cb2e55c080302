package org.gatehouse.gatewaycore.trace;

import java.net.URI;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What is traced, and where to.
 *
 * @param collector where spans are sent to, OTLP over HTTP in protobuf, such as
 * {@code http://localhost:4318/v1/traces}; null where they are written to the log
 * {@code gatehouse.trace}
 * @param headers header fields that the collector wants, such as a key; never logged
 * @param ratio the part of calls that is traced, 0 to 1, besides those of APIs for which
 * tracing is switched on
 */
public record TraceSettings(@Nullable URI collector, Map<String, String> headers, double ratio) {

	/** Only calls of APIs for which tracing is switched on, to the log. */
	public static final TraceSettings DEFAULT = new TraceSettings(null, Map.of(), 0);

	public TraceSettings {
		headers = Map.copyOf(headers);
		if (!(ratio >= 0 && ratio <= 1)) {
			throw new IllegalArgumentException("ratio: " + ratio + " (expected: 0 to 1)");
		}
	}

	@Override
	public String toString() {
		return "TraceSettings[collector=" + this.collector + ", ratio=" + this.ratio + "]";
	}

}
