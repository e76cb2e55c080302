package org.gatehouse.gatewaycore.policy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.gatehouse.gatewaycore.snapshot.CompiledApi;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The only place that knows what a refusal looks like: its status, its header fields, and
 * its body in WSO2's XML or in flat JSON.
 */
public final class FaultRenderer {

	private static final JsonMapper JSON = new JsonMapper();

	private static final DateTimeFormatter NEXT_ACCESS = DateTimeFormatter
		.ofPattern("yyyy-MMM-dd HH:mm:ssZ 'UTC'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private FaultRenderer() {
	}

	/**
	 * Renders a refusal and notes it in the exchange.
	 * @param fault the refusal
	 * @param exchange the refused call
	 * @param answer takes the header fields
	 * @return the body
	 */
	public static byte[] render(Fault fault, Exchange exchange, Headers answer) {
		FaultCode code = fault.code();
		exchange.fault(fault);
		exchange.status(code.status());
		boolean json = wantsJson(String.join(",", exchange.headers().all("accept")),
				exchange.operation() != null && exchange.operation().producesJson());
		answer.set("content-type", json ? "application/json" : "application/xml; charset=UTF-8");
		answer.set("x-content-type-options", "nosniff");
		answer.set("cache-control", "no-store");
		if (fault.challenge() != null) {
			answer.set("www-authenticate", fault.challenge());
		}
		if (fault.allow() != null) {
			answer.set("allow", fault.allow());
		}
		if (fault.retryAfter() > 0) {
			answer.set("retry-after", Long.toString(fault.retryAfter()));
		}
		Map<String, String> fields = fields(fault, exchange.api());
		if (!fault.detail().isEmpty() && fault.code().family() != FaultCode.Family.SECURITY) {
			fields.merge("description", fault.detail(), (text, detail) -> text + ": " + detail);
		}
		if (json) {
			fields.put("requestId", exchange.requestId());
		}
		String body = json ? JSON.writeValueAsString(fields) : xml(code.family(), fields);
		return Mediating.refused(exchange, fault, answer, body.getBytes(StandardCharsets.UTF_8));
	}

	private static Map<String, String> fields(Fault fault, @Nullable CompiledApi api) {
		FaultCode code = fault.code();
		Map<String, String> fields = new LinkedHashMap<>();
		fields.put("code", code.code());
		if (code.family() == FaultCode.Family.RUNTIME) {
			fields.put("type", "Status report");
		}
		fields.put("message", code.message());
		fields.put("description",
				(code.family() == FaultCode.Family.SECURITY) ? accessFailure(fault, api) : code.description());
		Instant next = fault.nextAccess();
		if (next != null) {
			fields.put("nextAccessTime", NEXT_ACCESS.format(next));
		}
		return fields;
	}

	private static String accessFailure(Fault fault, @Nullable CompiledApi api) {
		FaultCode code = fault.code();
		String then = fault.detail().isEmpty() ? code.description() : fault.detail();
		String where = (api == null) ? "Access failure"
				: "Access failure for API: " + api.context() + ", version: " + api.version();
		String hint = then.isEmpty() ? "" : ". " + then;
		return where + " status: (" + code.code() + ") - " + code.message() + hint;
	}

	private static String xml(FaultCode.Family family, Map<String, String> fields) {
		String prefix = family.prefix();
		StringBuilder xml = new StringBuilder(400);
		xml.append('<').append(prefix).append(":fault xmlns:").append(prefix).append("=\"");
		xml.append(family.namespace()).append("\">");
		fields.forEach((name, value) -> {
			xml.append('<').append(prefix).append(':').append(name).append('>');
			xml.append(value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
			xml.append("</").append(prefix).append(':').append(name).append('>');
		});
		return xml.append("</").append(prefix).append(":fault>").toString();
	}

	/**
	 * Decides on the body's format (RFC 9110 section 12.5.1): what the client names beats
	 * what it merely takes; where it names neither XML nor JSON but takes everything, the
	 * operation's declaration decides.
	 * @param accept the client's {@code Accept}, empty where it sent none
	 * @param declared whether the operation declares JSON
	 * @return true for JSON, false for XML
	 */
	static boolean wantsJson(String accept, boolean declared) {
		double json = -1;
		double xml = -1;
		boolean all = accept.isBlank();
		for (String part : accept.toLowerCase(Locale.ROOT).split(",")) {
			String[] fields = part.split(";");
			String type = fields[0].trim();
			double q = quality(fields);
			if (q == 0) {
				continue;
			}
			if (type.endsWith("/json") || type.endsWith("+json")) {
				json = Math.max(json, q);
			}
			else if (type.endsWith("/xml") || type.endsWith("+xml")) {
				xml = Math.max(xml, q);
			}
			else if (type.equals("*/*") || type.equals("application/*")) {
				all = true;
			}
		}
		if (json < 0 && xml < 0) {
			return !all || declared;
		}
		return json >= xml;
	}

	private static double quality(String[] fields) {
		for (int i = 1; i < fields.length; i++) {
			String field = fields[i].trim();
			if (field.startsWith("q=")) {
				try {
					return Double.parseDouble(field.substring(2));
				}
				catch (NumberFormatException ex) {
					return 1;
				}
			}
		}
		return 1;
	}

}
