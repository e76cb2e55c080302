package org.gatehouse.server.gateway;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import org.gatehouse.gatewaycore.trace.TraceSettings;
import org.gatehouse.server.StartRefusal;
import org.gatehouse.server.settings.Setting;
import org.gatehouse.server.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Where a gateway's traces go: by our own settings, else by the variables that every
 * OpenTelemetry exporter understands.
 */
final class Traces {

	private Traces() {
	}

	static TraceSettings settings(Settings settings, Map<String, String> environment) {
		return new TraceSettings(collector(settings, environment),
				headers(environment.getOrDefault("OTEL_EXPORTER_OTLP_HEADERS", "")), ratio(settings));
	}

	private static @Nullable URI collector(Settings settings, Map<String, String> environment) {
		String own = settings.find(Setting.GATEWAY_TRACES).orElse("");
		if (!own.isBlank()) {
			return uri(own, Setting.GATEWAY_TRACES.variable());
		}
		String traces = environment.getOrDefault("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "");
		if (!traces.isBlank()) {
			return uri(traces, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
		}
		String base = environment.getOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT", "");
		return base.isBlank() ? null
				: uri(base.strip().replaceAll("/+$", "") + "/v1/traces", "OTEL_EXPORTER_OTLP_ENDPOINT");
	}

	private static URI uri(String text, String variable) {
		try {
			URI uri = URI.create(text.strip());
			if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
				return uri;
			}
		}
		catch (IllegalArgumentException ex) {
			// Said below.
		}
		throw new StartRefusal(variable + ": '" + text + "' is no http or https URL: correct it");
	}

	/**
	 * Pairs as in {@code key=value,other=value}, percent-encoded; their values are
	 * secret.
	 */
	private static Map<String, String> headers(String text) {
		Map<String, String> headers = new HashMap<>();
		for (String pair : text.split(",")) {
			int equals = pair.indexOf('=');
			if (equals > 0) {
				headers.put(pair.substring(0, equals).strip(),
						URLDecoder.decode(pair.substring(equals + 1).strip(), StandardCharsets.UTF_8));
			}
		}
		return headers;
	}

	private static double ratio(Settings settings) {
		String text = settings.find(Setting.GATEWAY_TRACE_RATIO).orElse(Setting.GATEWAY_TRACE_RATIO.fallback());
		try {
			double ratio = Double.parseDouble(text);
			if (ratio >= 0 && ratio <= 1) {
				return ratio;
			}
		}
		catch (NumberFormatException ex) {
			// Said below.
		}
		throw new StartRefusal(
				Setting.GATEWAY_TRACE_RATIO.variable() + ": '" + text + "' is no number from 0 to 1: correct it");
	}

}
