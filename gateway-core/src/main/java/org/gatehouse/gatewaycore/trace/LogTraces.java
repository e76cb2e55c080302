package org.gatehouse.gatewaycore.trace;

import java.util.Map;
import java.util.TreeMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line for each span, as {@code key=value} pairs.
 */
final class LogTraces implements TraceSink {

	private static final Logger LOG = LoggerFactory.getLogger("gatehouse.trace");

	@Override
	public void take(TracedCall call) {
		if (!LOG.isInfoEnabled()) {
			return;
		}
		String parent = call.context().parentId();
		LOG.info(line(call.context(), call.spanId(), (parent == null) ? "-" : parent, "server", call.startNanos(),
				call.endNanos(), call.attributes()));
		TracedCall.Backend backend = call.backend();
		if (backend != null) {
			LOG.info(line(call.context(), backend.spanId(), call.spanId(), "client", backend.startNanos(),
					call.endNanos(), backend.attributes()));
		}
	}

	private static String line(TraceContext context, String span, String parent, String kind, long start, long end,
			Map<String, Object> attributes) {
		StringBuilder line = new StringBuilder(400).append("trace_id=")
			.append(context.traceId())
			.append(" span_id=")
			.append(span)
			.append(" parent_id=")
			.append(parent)
			.append(" kind=")
			.append(kind)
			.append(" us=")
			.append((end - start) / 1000);
		new TreeMap<>(attributes)
			.forEach((name, value) -> line.append(' ').append(name).append('=').append(word(value)));
		return line.toString();
	}

	/** A path is a caller's text: it must not be able to write a line or a pair. */
	private static String word(Object value) {
		String text = value.toString();
		return text.chars().allMatch((c) -> c > ' ' && c < 0x7f && c != '"' && c != '\\') ? text
				: '"' + text.replaceAll("[\\x00-\\x1f\"\\\\\\x7f-\\x9f\\u2028\\u2029]", "_") + '"';
	}

	@Override
	public void close() {
	}

}
