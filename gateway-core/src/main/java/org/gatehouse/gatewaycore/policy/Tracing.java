package org.gatehouse.gatewaycore.policy;

import java.util.HashMap;
import java.util.Map;

import org.gatehouse.gatewaycore.route.Endpoint;
import org.gatehouse.gatewaycore.snapshot.CompiledApi;
import org.gatehouse.gatewaycore.snapshot.CompiledApplication;
import org.gatehouse.gatewaycore.snapshot.CompiledOperation;
import org.gatehouse.gatewaycore.trace.TraceContext;
import org.gatehouse.gatewaycore.trace.TraceSink;
import org.gatehouse.gatewaycore.trace.TracedCall;
import org.jspecify.annotations.Nullable;

/**
 * Gives each call its place in a trace (W3C Trace Context) and keeps those that are to be
 * kept: a part of all, those of APIs for which tracing is switched on, and what a trusted
 * proxy asks for. Whoever else asks for it is not heard, since keeping costs.
 */
final class Tracing implements Policy {

	private final double ratio;

	private final TraceSink sink;

	Tracing(double ratio, TraceSink sink) {
		this.ratio = ratio;
		this.sink = sink;
	}

	@Override
	public String name() {
		return "trace";
	}

	@Override
	public Step handle(Exchange exchange) {
		Headers headers = exchange.headers();
		String sent = headers.get("traceparent");
		TraceContext context = (sent == null) ? null : TraceContext.read(sent);
		if (context == null || headers.all("traceparent").size() > 1) {
			context = TraceContext.begin();
			headers.remove("tracestate");
		}
		exchange.traced(context, (context.sampled() && exchange.isProxied()) || context.isAmong(this.ratio));
		return Step.NEXT;
	}

	@Override
	public void ended(Exchange exchange) {
		TraceContext context = exchange.trace();
		if (context != null && exchange.isTraceKept()) {
			this.sink.take(call(context, exchange));
		}
	}

	/** The names are those of OpenTelemetry's semantic conventions for HTTP. */
	private static TracedCall call(TraceContext context, Exchange exchange) {
		long now = System.nanoTime();
		long wall = System.currentTimeMillis() * 1_000_000;
		String method = method(exchange.request().method());
		CompiledApi api = exchange.api();
		CompiledOperation operation = exchange.operation();
		CompiledApplication.Key key = exchange.key();
		Fault fault = exchange.fault();
		String route = (operation == null) ? exchange.prefix() : exchange.prefix() + operation.pattern();
		Map<String, Object> attributes = new HashMap<>();
		attributes.put("http.request.method", method);
		attributes.put("url.scheme", exchange.request().secure() ? "https" : "http");
		attributes.put("url.path", path(exchange));
		attributes.put("http.response.status_code", exchange.status());
		attributes.put("client.address", exchange.clientAddress());
		attributes.put("gatehouse.request.id", exchange.requestId());
		if (!route.isEmpty()) {
			attributes.put("http.route", route);
		}
		if (api != null) {
			attributes.put("gatehouse.api.id", api.id());
			attributes.put("gatehouse.api.name", api.name());
			attributes.put("gatehouse.api.version", api.version());
		}
		if (key != null) {
			attributes.put("gatehouse.application.id", key.application().id());
		}
		if (fault != null) {
			attributes.put("error.type", fault.code().code());
		}
		return new TracedCall(context, TraceContext.newSpanId(), route.isEmpty() ? method + " " : method + " " + route,
				wall - (now - exchange.startedNanos()), wall, attributes, exchange.status() >= 500,
				backend(exchange, wall - now, method));
	}

	private static TracedCall.@Nullable Backend backend(Exchange exchange, long offset, String method) {
		Endpoint endpoint = exchange.endpoint();
		String span = exchange.backendSpanId();
		if (endpoint == null || span == null) {
			return null;
		}
		Map<String, Object> attributes = new HashMap<>();
		attributes.put("http.request.method", method);
		attributes.put("server.address", endpoint.address().host());
		attributes.put("server.port", endpoint.address().port());
		if (exchange.backendNanos() > 0) {
			attributes.put("http.response.status_code", exchange.status());
		}
		return new TracedCall.Backend(span, offset + exchange.forwardedNanos(), attributes);
	}

	private static String method(String sent) {
		return switch (sent) {
			case "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS" -> sent;
			default -> "_OTHER";
		};
	}

	private static String path(Exchange exchange) {
		String target = exchange.request().target();
		int query = target.indexOf('?');
		return (query < 0) ? target : target.substring(0, query);
	}

}
