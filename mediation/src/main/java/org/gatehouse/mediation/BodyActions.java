package org.gatehouse.mediation;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Policies that write bodies, or bound them.
 */
final class BodyActions {

	private BodyActions() {
	}

	static Action setBody(Values values) {
		String type = values.text("contentType");
		return new SetBody(type, values.template("body", Escaping.of(type), Expressions.Scope.BODY),
				values.number("maxBytes"));
	}

	static Action mock(Values values) {
		String type = values.text("contentType");
		return new Mock(values.number("statusCode"), type, values.template("body", Escaping.of(type)));
	}

	static Action limit(Values values) {
		return new Limit(values.number("maxBytes"));
	}

	static Action regex(Values values) {
		Pattern pattern = values.regex("regex");
		boolean any = values.flag("checkPath") || values.flag("checkQuery") || values.flag("checkHeaders")
				|| values.flag("checkBody");
		values.require(any, "checkBody", "true, or another part of the call to check");
		return (pattern == null) ? (message) -> Outcome.NEXT
				: new Regex(pattern, values.flag("checkPath"), values.flag("checkQuery"), values.flag("checkHeaders"),
						values.flag("checkBody") ? values.number("maxBytes") : -1);
	}

	static Action property(Values values) {
		return new Property(values.text("name"), values.template("value", Escaping.NONE));
	}

	private record SetBody(String type, Template body, int most) implements Action {

		@Override
		public int bodyLimit() {
			return this.most;
		}

		@Override
		public Outcome apply(Message message) {
			message.body(this.body.render(message).getBytes(StandardCharsets.UTF_8), this.type);
			return Outcome.NEXT;
		}

	}

	private record Mock(int status, String type, Template body) implements Action {

		@Override
		public Outcome apply(Message message) {
			return new Outcome.Answer(this.status, Map.of("content-type", this.type), this.body.render(message));
		}

	}

	/** What announces its length is judged at once, the rest while it passes. */
	private record Limit(int most) implements Action {

		@Override
		public Outcome apply(Message message) {
			String length = message.headers().get("content-length");
			if (length != null && isMore(length)) {
				return message.refused(Refusal.REQUEST_TOO_LARGE, Refusal.ANSWER_TOO_LARGE,
						"more than " + this.most + " bytes");
			}
			if (message.isBodyKnown() && message.body().length > this.most) {
				return message.refused(Refusal.REQUEST_TOO_LARGE, Refusal.ANSWER_TOO_LARGE,
						"more than " + this.most + " bytes");
			}
			message.most(this.most);
			return Outcome.NEXT;
		}

		private boolean isMore(String length) {
			try {
				return Long.parseLong(length.strip()) > this.most;
			}
			catch (NumberFormatException ex) {
				return true;
			}
		}

	}

	private record Regex(Pattern pattern, boolean path, boolean query, boolean headers, int most) implements Action {

		@Override
		public int bodyLimit() {
			return this.most;
		}

		@Override
		public Outcome apply(Message message) {
			boolean found = (this.path && finds(message.path())) || (this.query && finds(message.query()))
					|| (this.headers && inHeaders(message.requestHeaders()))
					|| (this.most >= 0 && finds(new String(message.body(), StandardCharsets.UTF_8)));
			return found ? new Outcome.Refused(Refusal.THREAT, "a pattern that is not let through") : Outcome.NEXT;
		}

		/** Encoded or not: what is hidden from us is not hidden from the backend. */
		private boolean finds(@Nullable String text) {
			if (text == null || text.isEmpty()) {
				return false;
			}
			return this.pattern.matcher(text).find() || (text.indexOf('%') >= 0 || text.indexOf('+') >= 0)
					&& this.pattern.matcher(View.decoded(text)).find();
		}

		private boolean inHeaders(Fields fields) {
			for (CharSequence name : fields.names()) {
				if (!name.toString().toLowerCase(Locale.ROOT).equals("authorization")
						&& fields.all(name.toString()).stream().anyMatch(this::finds)) {
					return true;
				}
			}
			return false;
		}

	}

	private record Property(String name, Template value) implements Action {

		@Override
		public Outcome apply(Message message) {
			message.properties().put(this.name, this.value.render(message));
			return Outcome.NEXT;
		}

	}

}
