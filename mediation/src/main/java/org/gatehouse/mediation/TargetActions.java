package org.gatehouse.mediation;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Policies on what is asked for, and of whom.
 */
final class TargetActions {

	private TargetActions() {
	}

	static Action setQuery(Values values) {
		return new SetQuery(Escaping.URL.escape(values.text("paramKey")), values.template("paramValue", Escaping.NONE));
	}

	static Action removeQuery(Values values) {
		return new RemoveQuery(values.text("paramKey"));
	}

	static Action rewritePath(Values values) {
		Template path = values.template("newResourcePath", Escaping.URL);
		String text = values.text("newResourcePath");
		values.require(
				text.isEmpty() || (text.startsWith("/") && !text.contains("?") && !text.contains("#"))
						|| text.startsWith("${"),
				"newResourcePath", "a path below the API, beginning with a slash, without query and fragment");
		return new RewritePath(path);
	}

	static Action changeMethod(Values values) {
		return new ChangeMethod(values.text("updatedMethod"));
	}

	static Action redirect(Values values) {
		int status = values.number("statusCode");
		Template location = values.template("location", Escaping.URL);
		values.require(!values.text("location").startsWith("${") && isLocation(values.text("location")), "location",
				"a path or an http(s) URL whose host is not computed");
		return new Redirect(status, location);
	}

	private static boolean isLocation(String text) {
		if (text.startsWith("/") && !text.startsWith("//")) {
			return true;
		}
		String lower = text.toLowerCase(Locale.ROOT);
		if (!lower.startsWith("https://") && !lower.startsWith("http://")) {
			return false;
		}
		int end = text.indexOf('/', lower.indexOf("//") + 2);
		String host = (end < 0) ? text : text.substring(0, end);
		return !host.contains("${") && !host.endsWith("//");
	}

	static Action chooseEndpoint(Values values) {
		Map<String, URI> endpoints = new HashMap<>();
		for (String line : values.lines("endpoints")) {
			int equals = line.indexOf('=');
			URI url = (equals < 1) ? null : endpoint(line.substring(equals + 1).strip());
			if (url == null) {
				values.reject("endpoints",
						"lines of the form name=URL with http or https URLs without user, query and fragment; '" + line
								+ "' is none");
				break;
			}
			endpoints.put(line.substring(0, equals).strip(), url);
		}
		Expression select = values.expression("select");
		return (select == null) ? (message) -> Outcome.NEXT
				: new ChooseEndpoint(Map.copyOf(endpoints), select, values.text("otherwise").equals("REFUSE"));
	}

	static @Nullable URI endpoint(String text) {
		try {
			URI url = new URI(text);
			String scheme = (url.getScheme() == null) ? "" : url.getScheme().toLowerCase(Locale.ROOT);
			boolean plain = url.getHost() != null && url.getRawUserInfo() == null && url.getRawQuery() == null
					&& url.getRawFragment() == null && url.getPort() <= 65_535;
			return (plain && (scheme.equals("http") || scheme.equals("https"))) ? url : null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	/** The query without a parameter, however its name was encoded. */
	private static List<String> without(String query, String name) {
		List<String> pairs = new ArrayList<>();
		for (String pair : query.split("&")) {
			if (!pair.isEmpty() && !View.query(pair).containsKey(name)) {
				pairs.add(pair);
			}
		}
		return pairs;
	}

	private record SetQuery(String key, Template value) implements Action {

		@Override
		public Outcome apply(Message message) {
			String name = View.query(this.key).keySet().stream().findFirst().orElse(this.key);
			List<String> pairs = without(message.query(), name);
			pairs.add(this.key + "=" + Escaping.URL.escape(this.value.render(message)));
			message.query(String.join("&", pairs));
			return Outcome.NEXT;
		}

	}

	private record RemoveQuery(String name) implements Action {

		@Override
		public Outcome apply(Message message) {
			message.query(String.join("&", without(message.query(), this.name)));
			return Outcome.NEXT;
		}

	}

	private record RewritePath(Template path) implements Action {

		@Override
		public Outcome apply(Message message) {
			message.path(this.path.render(message));
			return Outcome.NEXT;
		}

	}

	/** HEAD stays: its answer has no body, and the client waits for none. */
	private record ChangeMethod(String method) implements Action {

		@Override
		public Outcome apply(Message message) {
			if (!message.method().equals("HEAD")) {
				message.method(this.method);
			}
			return Outcome.NEXT;
		}

	}

	private record Redirect(int status, Template location) implements Action {

		@Override
		public Outcome apply(Message message) {
			return new Outcome.Answer(this.status,
					Map.of("location", Escaping.HEADER.escape(this.location.render(message))), "");
		}

	}

	private record ChooseEndpoint(Map<String, URI> endpoints, Expression select, boolean refuse) implements Action {

		@Override
		public Outcome apply(Message message) {
			URI chosen = this.endpoints.get(this.select.text(View.of(message)));
			if (chosen != null) {
				message.endpoint(chosen);
			}
			else if (this.refuse) {
				return new Outcome.Refused(Refusal.NO_ENDPOINT, "");
			}
			return Outcome.NEXT;
		}

	}

}
