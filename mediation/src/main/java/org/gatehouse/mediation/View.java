package org.gatehouse.mediation;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

import com.google.re2j.Pattern;
import dev.cel.runtime.CelVariableResolver;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A message as expressions see it. Nothing is made before it is asked for.
 */
final class View implements CelVariableResolver {

	static final List<String> NAMES = List.of("request", "response", "fault", "claims", "properties", "api",
			"application");

	static final String BODY = "body";

	private static final JsonMapper JSON = JsonMapper.builder().build();

	/** Header fields that carry credentials, whatever else they are called. */
	private static final Pattern CREDENTIALS = Pattern
		.compile("(?i).*(authorization|cookie|token|secret|password|api-?key|internal-key|jwt|assertion).*");

	private final Message message;

	private final boolean redacted;

	private View(Message message, boolean redacted) {
		this.message = message;
		this.redacted = redacted;
	}

	static View of(Message message) {
		return new View(message, false);
	}

	/** The same, but for the header fields that carry credentials. */
	static View withoutCredentials(Message message) {
		return new View(message, true);
	}

	@Override
	public Optional<Object> find(String name) {
		Facts facts = this.message.facts();
		return switch (name) {
			case "request" -> Optional.of(request(facts));
			case "response" -> Optional.of(response());
			case "fault" -> Optional.of((this.message.flow() == Flow.FAULT)
					? Map.of("code", this.message.faultCode(), "status", (long) this.message.status()) : Map.of());
			case "claims" -> Optional.of(facts.claims());
			case "properties" -> Optional.of(this.message.properties());
			case "api" -> Optional
				.of(Map.of("name", facts.apiName(), "version", facts.apiVersion(), "context", facts.apiContext()));
			case "application" -> Optional.of(Map.of("name", facts.application()));
			case BODY -> Optional.ofNullable(body());
			default -> Optional.empty();
		};
	}

	private Map<String, Object> request(Facts facts) {
		Message of = this.message;
		Map<String, Supplier<Object>> members = new LinkedHashMap<>();
		members.put("method", of::method);
		members.put("path", of::path);
		members.put("pathParameters", () -> pathParameters(facts.pattern(), of.sentPath()));
		members.put("query", () -> query(of.query()));
		members.put("headers", () -> shown(of.requestHeaders()));
		members.put("clientAddress", facts::clientAddress);
		members.put("id", facts::requestId);
		members.put("secure", facts::secure);
		return new Lazy(members);
	}

	private Map<String, Object> response() {
		Fields headers = this.message.answerHeaders();
		if (headers == null) {
			return Map.of();
		}
		return new Lazy(Map.of("status", () -> (long) this.message.status(), "headers", () -> shown(headers)));
	}

	private Map<String, Object> shown(Fields fields) {
		Map<String, Object> headers = headers(fields);
		if (this.redacted) {
			headers.replaceAll((name, value) -> CREDENTIALS.matches(name) ? "***" : value);
		}
		return headers;
	}

	static Map<String, Object> headers(Fields fields) {
		Map<String, Object> headers = new TreeMap<>();
		for (CharSequence name : fields.names()) {
			headers.computeIfAbsent(name.toString().toLowerCase(Locale.ROOT),
					(key) -> String.join(", ", fields.all(key)));
		}
		return headers;
	}

	static Map<String, Object> query(String query) {
		Map<String, Object> values = new LinkedHashMap<>();
		for (String pair : query.split("&")) {
			int equals = pair.indexOf('=');
			String name = decoded((equals < 0) ? pair : pair.substring(0, equals));
			if (!name.isEmpty()) {
				values.putIfAbsent(name, (equals < 0) ? "" : decoded(pair.substring(equals + 1)));
			}
		}
		return values;
	}

	/** All values of each parameter, where {@link #query} has the first one. */
	static Map<String, List<String>> queryValues(String query) {
		Map<String, List<String>> values = new LinkedHashMap<>();
		for (String pair : query.split("&")) {
			int equals = pair.indexOf('=');
			String name = decoded((equals < 0) ? pair : pair.substring(0, equals));
			if (!name.isEmpty()) {
				values.computeIfAbsent(name, (key) -> new ArrayList<>())
					.add((equals < 0) ? "" : decoded(pair.substring(equals + 1)));
			}
		}
		return values;
	}

	static boolean isCredential(String name) {
		return CREDENTIALS.matches(name);
	}

	static Map<String, Object> pathParameters(String pattern, String path) {
		Map<String, Object> values = new LinkedHashMap<>();
		String[] names = pattern.split("/", -1);
		String[] segments = path.split("/", -1);
		for (int i = 0; i < names.length && i < segments.length; i++) {
			if (names[i].startsWith("{") && names[i].endsWith("}")) {
				values.put(names[i].substring(1, names[i].length() - 1), decoded(segments[i].replace("+", "%2B")));
			}
		}
		return values;
	}

	static String decoded(String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return text;
		}
	}

	private @Nullable Object body() {
		byte[] bytes = this.message.body();
		String type = this.message.headers().get("content-type");
		if (bytes.length == 0 || type == null || !Bodies.isJson(type)) {
			return Map.of();
		}
		try {
			return Numbers.wide(JSON.readValue(bytes, Object.class));
		}
		catch (JacksonException ex) {
			return Map.of();
		}
	}

	/** A map whose values are made when they are asked for. */
	private static final class Lazy extends AbstractMap<String, Object> {

		private final Map<String, Supplier<Object>> members;

		Lazy(Map<String, Supplier<Object>> members) {
			this.members = members;
		}

		@Override
		public @Nullable Object get(Object key) {
			Supplier<Object> member = this.members.get(key);
			return (member == null) ? null : member.get();
		}

		@Override
		public boolean containsKey(Object key) {
			return this.members.containsKey(key);
		}

		@Override
		public Set<Map.Entry<String, Object>> entrySet() {
			Map<String, Object> all = new LinkedHashMap<>();
			this.members.forEach((name, member) -> all.put(name, member.get()));
			return all.entrySet();
		}

	}

}
