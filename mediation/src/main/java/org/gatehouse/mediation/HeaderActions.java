package org.gatehouse.mediation;

import java.util.Locale;
import java.util.Set;

/**
 * Policies on header fields.
 */
final class HeaderActions {

	/**
	 * Fields by which messages are framed, routed or vouched for: the gateway's own
	 * business.
	 */
	private static final Set<String> GOVERNED = Set.of("host", "connection", "content-length", "transfer-encoding",
			"upgrade", "te", "trailer", "keep-alive", "expect", "via", "proxy-connection", "proxy-authorization",
			"proxy-authenticate", "x-request-id", "x-jwt-assertion", "forwarded", "x-forwarded-for",
			"x-forwarded-proto", "x-forwarded-host", "content-encoding");

	private HeaderActions() {
	}

	static Action make(Values values, boolean add) {
		String name = name(values);
		Template value = values.template("headerValue", Escaping.HEADER);
		return add ? new Add(name, value) : new Replace(name, value);
	}

	static Action remove(Values values) {
		return new Remove(name(values));
	}

	private static String name(Values values) {
		String name = values.text("headerName").toLowerCase(Locale.ROOT);
		values.require(!GOVERNED.contains(name.replace('_', '-')), "headerName",
				"a header field that the gateway does not govern itself");
		return name;
	}

	private record Replace(String name, Template value) implements Action {

		@Override
		public Outcome apply(Message message) {
			message.headers().set(this.name, this.value.render(message));
			return Outcome.NEXT;
		}

	}

	private record Add(String name, Template value) implements Action {

		@Override
		public Outcome apply(Message message) {
			message.headers().add(this.name, this.value.render(message));
			return Outcome.NEXT;
		}

	}

	private record Remove(String name) implements Action {

		@Override
		public Outcome apply(Message message) {
			message.headers().remove(this.name);
			return Outcome.NEXT;
		}

	}

}
