package org.gatehouse.gatewaycore.trace;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Sends spans to an OpenTelemetry collector, in batches and from a thread of its own.
 * Spans are made when the call has ended, with the identifiers and times that it had.
 */
final class CollectorTraces implements TraceSink {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final GivenIds ids = new GivenIds();

	private final SdkTracerProvider provider;

	private final Tracer tracer;

	CollectorTraces(TraceSettings settings, String node) {
		OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder()
			.setEndpoint(Objects.requireNonNull(settings.collector(), "the log's is another").toString())
			.setTimeout(TIMEOUT);
		settings.headers().forEach(exporter::addHeader);
		this.provider = SdkTracerProvider.builder()
			.setIdGenerator(this.ids)
			.setResource(Resource.getDefault()
				.toBuilder()
				.put("service.name", "gatehouse-gateway")
				.put("service.instance.id", node)
				.build())
			.addSpanProcessor(
					BatchSpanProcessor.builder(exporter.build()).setScheduleDelay(Duration.ofSeconds(1)).build())
			.build();
		this.tracer = this.provider.get("org.gatehouse.gateway");
	}

	@Override
	public void take(TracedCall call) {
		Span span = start(call.context().traceId(), call.context().parentId(), call.spanId(), call.name(),
				SpanKind.SERVER, call.startNanos(), call.attributes());
		TracedCall.Backend backend = call.backend();
		if (backend != null) {
			String method = call.name().substring(0, Math.max(0, call.name().indexOf(' ')));
			start(call.context().traceId(), call.spanId(), backend.spanId(), method, SpanKind.CLIENT,
					backend.startNanos(), backend.attributes())
				.end(call.endNanos(), TimeUnit.NANOSECONDS);
		}
		if (call.failed()) {
			span.setStatus(StatusCode.ERROR);
		}
		span.end(call.endNanos(), TimeUnit.NANOSECONDS);
	}

	private Span start(String traceId, @Nullable String parentId, String spanId, String name, SpanKind kind, long start,
			Map<String, Object> attributes) {
		SpanBuilder builder = this.tracer.spanBuilder(name)
			.setSpanKind(kind)
			.setStartTimestamp(start, TimeUnit.NANOSECONDS);
		if (parentId == null) {
			builder.setNoParent();
		}
		else {
			builder.setParent(Context.root()
				.with(Span.wrap(SpanContext.createFromRemoteParent(traceId, parentId, TraceFlags.getSampled(),
						TraceState.getDefault()))));
		}
		attributes.forEach((key, value) -> {
			if (value instanceof Number number) {
				builder.setAttribute(AttributeKey.longKey(key), number.longValue());
			}
			else {
				builder.setAttribute(key, value.toString());
			}
		});
		this.ids.next(traceId, spanId);
		return builder.startSpan();
	}

	@Override
	public void close() {
		this.provider.shutdown().join(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
	}

	/** Gives the next span of a thread the identifiers that the call already has. */
	private static final class GivenIds implements IdGenerator {

		private final ThreadLocal<String[]> given = ThreadLocal.withInitial(() -> new String[2]);

		void next(String traceId, String spanId) {
			String[] ids = this.given.get();
			ids[0] = traceId;
			ids[1] = spanId;
		}

		@Override
		public String generateTraceId() {
			return this.given.get()[0];
		}

		@Override
		public String generateSpanId() {
			return this.given.get()[1];
		}

	}

}
