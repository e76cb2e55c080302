package org.gatehouse.gatewaycore.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import org.gatehouse.common.api.ApiId;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's numbers, in the text format of Prometheus. Counting takes no lock and
 * makes nothing.
 */
public final class Metrics {

	/** The media type of {@link #text}. */
	public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

	private static final String REQUESTS = "gatehouse_gateway_requests_total";

	private static final String DURATION = "gatehouse_gateway_request_duration_seconds";

	private static final String BACKEND = "gatehouse_gateway_backend_duration_seconds";

	private static final String THROTTLED = "gatehouse_gateway_throttled_total";

	private static final String UNAUTHENTICATED = "gatehouse_gateway_auth_failures_total";

	private final ApiCalls ofNoApi = new ApiCalls("", "");

	private final ConcurrentMap<ApiId, ApiCalls> ofApis = new ConcurrentHashMap<>();

	private final Histogram durations = new Histogram();

	private final Histogram backendDurations = new Histogram();

	private final ConcurrentMap<String, LongAdder> throttled = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, LongAdder> unauthenticated = new ConcurrentHashMap<>();

	private final List<Consumer<StringBuilder>> others = new CopyOnWriteArrayList<>();

	/**
	 * Counts a call.
	 * @param id the API version that was called, null where none was
	 * @param api its name
	 * @param version its version
	 * @param method the method as it was sent
	 * @param status the status of the answer
	 * @param nanos how long the call took, from its head to the last byte of its answer
	 */
	public void called(@Nullable ApiId id, String api, String version, String method, int status, long nanos) {
		calls(id, api, version).count(method, status);
		this.durations.add(nanos);
	}

	private ApiCalls calls(@Nullable ApiId id, String api, String version) {
		if (id == null) {
			return this.ofNoApi;
		}
		ApiCalls known = this.ofApis.get(id);
		return (known != null) ? known : this.ofApis.computeIfAbsent(id, (_) -> new ApiCalls(api, version));
	}

	/**
	 * Counts a backend's answer.
	 * @param nanos how long it took, from the decision to forward to the answer's head
	 */
	public void backendAnswered(long nanos) {
		this.backendDurations.add(nanos);
	}

	/**
	 * Counts a call that was one too many.
	 * @param level the level of the limit
	 */
	public void throttled(String level) {
		this.throttled.computeIfAbsent(level, (_) -> new LongAdder()).increment();
	}

	/**
	 * Counts a call whose token, subscription or scope did not do.
	 * @param reason what was wrong
	 */
	public void unauthenticated(String reason) {
		this.unauthenticated.computeIfAbsent(reason, (_) -> new LongAdder()).increment();
	}

	/**
	 * Adds numbers that are counted elsewhere.
	 * @param writer writes them, as {@link #text} does
	 */
	public void also(Consumer<StringBuilder> writer) {
		this.others.add(writer);
	}

	/**
	 * Writes text so that it can stand between the quotes of a label.
	 * @param text any text
	 * @return the text with quotes, backslashes and line ends escaped
	 */
	public static String escaped(String text) {
		return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
	}

	/**
	 * Writes all numbers.
	 * @param revision the revision of the change feed that is in force
	 * @param connections how many clients are connected
	 * @return lines as Prometheus reads them
	 */
	public String text(long revision, int connections) {
		StringBuilder out = new StringBuilder(8192);
		head(out, "gatehouse_build_info", "gauge", "The running version.");
		String version = Metrics.class.getPackage().getImplementationVersion();
		out.append("gatehouse_build_info{version=\"").append((version == null) ? "development" : version);
		out.append("\"} 1\n");
		head(out, "gatehouse_gateway_config_version", "gauge", "The revision of the change feed that is in force.");
		out.append("gatehouse_gateway_config_version ").append(revision).append('\n');
		head(out, "gatehouse_gateway_connections", "gauge", "Clients that are connected.");
		out.append("gatehouse_gateway_connections ").append(connections).append('\n');
		head(out, REQUESTS, "counter", "Calls, by API version, method and class of status.");
		this.ofNoApi.write(REQUESTS, out);
		this.ofApis.values().forEach((calls) -> calls.write(REQUESTS, out));
		head(out, DURATION, "histogram", "From a call's head to the last byte of its answer.");
		this.durations.write(DURATION, out);
		head(out, BACKEND, "histogram", "From the decision to forward to the head of the backend's answer.");
		this.backendDurations.write(BACKEND, out);
		head(out, THROTTLED, "counter", "Calls beyond a limit, by the level of the limit.");
		write(out, THROTTLED, "level", this.throttled);
		head(out, UNAUTHENTICATED, "counter", "Calls whose token, subscription or scope did not do.");
		write(out, UNAUTHENTICATED, "reason", this.unauthenticated);
		this.others.forEach((other) -> other.accept(out));
		return out.toString();
	}

	/**
	 * Says what the lines that follow are.
	 * @param out takes the lines
	 * @param name the metric's name
	 * @param type its type
	 * @param help one sentence
	 */
	public static void head(StringBuilder out, String name, String type, String help) {
		out.append("# HELP ").append(name).append(' ').append(help).append('\n');
		out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
	}

	private static void write(StringBuilder out, String name, String label, Map<String, LongAdder> counts) {
		counts.forEach((value, count) -> out.append(name)
			.append('{')
			.append(label)
			.append("=\"")
			.append(value)
			.append("\"} ")
			.append(count.sum())
			.append('\n'));
	}

}
