package org.gatehouse.gatewaycore.policy;

import org.gatehouse.gatewaycore.snapshot.CompiledApi;
import org.gatehouse.gatewaycore.snapshot.CompiledApplication;
import org.gatehouse.gatewaycore.snapshot.CompiledOperation;
import org.gatehouse.gatewaycore.trace.TraceContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each call, as {@code key=value} pairs. What stands in it was either made
 * here, comes from the API's definition, or was checked: a caller cannot write a line of
 * its own. Neither the token nor the query is in it.
 */
final class AccessLog implements Policy {

	private static final Logger LOG = LoggerFactory.getLogger("gatehouse.access");

	/** Kept by each event loop: a line is most of what a call would allocate. */
	private static final ThreadLocal<StringBuilder> LINE = ThreadLocal.withInitial(() -> new StringBuilder(512));

	private final boolean on;

	AccessLog(boolean on) {
		this.on = on;
	}

	@Override
	public String name() {
		return "access log";
	}

	@Override
	public Step handle(Exchange exchange) {
		return Step.NEXT;
	}

	@Override
	public void ended(Exchange exchange) {
		if (this.on && LOG.isInfoEnabled()) {
			LOG.info(line(exchange));
		}
	}

	private static String line(Exchange exchange) {
		CompiledApi api = exchange.api();
		CompiledOperation operation = exchange.operation();
		Fault fault = exchange.fault();
		CompiledApplication.Key key = exchange.key();
		StringBuilder line = LINE.get();
		line.setLength(0);
		line.append("method=").append(word(exchange.request().method()));
		line.append(" api=").append((api == null) ? "-" : word(api.name()));
		line.append(" version=").append((api == null) ? "-" : word(api.version()));
		line.append(" resource=").append((operation == null) ? "-" : word(operation.pattern()));
		line.append(" status=").append(exchange.status());
		line.append(" fault=").append((fault == null) ? "-" : fault.code().code());
		line.append(" request_id=").append(exchange.requestId());
		TraceContext trace = exchange.trace();
		line.append(" trace_id=").append((trace == null) ? "-" : trace.traceId());
		line.append(" application=").append((key == null) ? "-" : key.application().id());
		line.append(" client=").append(exchange.clientAddress());
		line.append(" ms=").append((System.nanoTime() - exchange.startedNanos()) / 1_000_000);
		line.append(" backend_ms=").append(backendMillis(exchange.backendNanos()));
		line.append(" bytes=").append(exchange.bytes());
		return line.toString();
	}

	private static String backendMillis(long nanos) {
		return (nanos == 0) ? "-" : Long.toString(nanos / 1_000_000);
	}

	private static String word(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c <= ' ' || c == '"' || c == '\\' || c >= 0x7f) {
				return '"' + text.replaceAll("[\\x00-\\x1f\"\\\\\\x7f-\\x9f]", "_") + '"';
			}
		}
		return text;
	}

}
