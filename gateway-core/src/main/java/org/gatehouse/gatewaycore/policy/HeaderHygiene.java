package org.gatehouse.gatewaycore.policy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * What may be believed of a call's header fields. Gives the call its identifier, finds
 * out who calls, and drops every field by which a backend could be told who calls, unless
 * the peer is a proxy that is trusted.
 */
final class HeaderHygiene implements Policy {

	private static final List<String> IDENTITY = List.of("forwarded", "x-real-ip", "x-client-ip", "true-client-ip",
			"x-jwt-assertion", "x-user-id", "x-forwarded-user", "x-forwarded-server", "x-forwarded-port",
			"x-forwarded-prefix", "x-forwarded-ssl");

	private static final List<String> FORWARDED = List.of("x-forwarded-for", "x-forwarded-proto", "x-forwarded-host");

	private static final List<String> OVERRIDES = List.of("x-http-method-override", "x-http-method",
			"x-method-override");

	private final Set<String> trustedProxies;

	HeaderHygiene(Set<String> trustedProxies) {
		this.trustedProxies = trustedProxies;
	}

	@Override
	public String name() {
		return "header hygiene";
	}

	@Override
	public Step handle(Exchange exchange) {
		Headers headers = exchange.headers();
		exchange.requestId(requestId(headers.get("x-request-id")));
		dropTwins(headers);
		for (String name : IDENTITY) {
			headers.remove(name);
		}
		for (String name : OVERRIDES) {
			headers.remove(name);
		}
		String peer = exchange.request().peerAddress();
		if (!this.trustedProxies.isEmpty() && this.trustedProxies.contains(peer)) {
			exchange.clientAddress(client(String.join(",", headers.all("x-forwarded-for")), peer));
		}
		else {
			for (String name : FORWARDED) {
				headers.remove(name);
			}
		}
		return Step.NEXT;
	}

	/**
	 * The last address that is not a trusted proxy's: what is left of it can be forged.
	 */
	private String client(String chain, String peer) {
		String[] addresses = chain.split(",");
		for (int i = addresses.length - 1; i >= 0; i--) {
			String address = addresses[i].trim();
			if (!address.isEmpty() && !this.trustedProxies.contains(address)) {
				return address.matches("[0-9A-Fa-f.:]{2,45}") ? address : peer;
			}
		}
		return peer;
	}

	/**
	 * Names with an underscore: backends that map names to variables mistake them for
	 * those with a hyphen.
	 */
	private static void dropTwins(Headers headers) {
		List<String> twins = null;
		for (CharSequence name : headers.names()) {
			for (int i = 0; i < name.length(); i++) {
				if (name.charAt(i) == '_') {
					twins = (twins == null) ? new ArrayList<>() : twins;
					twins.add(name.toString());
					break;
				}
			}
		}
		if (twins == null) {
			return;
		}
		for (String twin : twins) {
			String plain = twin.toLowerCase(Locale.ROOT).replace('_', '-');
			if (IDENTITY.contains(plain) || FORWARDED.contains(plain) || OVERRIDES.contains(plain)
					|| plain.equals("authorization") || plain.equals("content-length")
					|| plain.equals("transfer-encoding") || plain.equals("x-request-id")) {
				headers.remove(twin);
			}
		}
	}

	private static String requestId(@Nullable String sent) {
		return (sent != null && isValid(sent)) ? sent : newRequestId();
	}

	static String newRequestId() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		HexFormat hex = HexFormat.of();
		return hex.toHexDigits(random.nextLong()).concat(hex.toHexDigits(random.nextLong()));
	}

	private static boolean isValid(String id) {
		if (id.isEmpty() || id.length() > 128) {
			return false;
		}
		for (int i = 0; i < id.length(); i++) {
			char c = id.charAt(i);
			boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
					|| "-_.:/+=@~".indexOf(c) >= 0;
			if (!plain) {
				return false;
			}
		}
		return true;
	}

	@Override
	public void answering(Exchange exchange, Headers answer) {
		answer.set("x-request-id", exchange.requestId());
		answer.remove("server");
		answer.remove("x-powered-by");
	}

}
