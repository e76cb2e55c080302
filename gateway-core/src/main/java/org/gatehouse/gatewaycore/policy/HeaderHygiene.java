package org.gatehouse.gatewaycore.policy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * What may be believed of a call's header fields. Gives the call its identifier, finds
 * out who calls, and drops every field by which a backend could be told who calls, unless
 * the peer is a proxy that is trusted.
 */
final class HeaderHygiene implements Policy {

	private final @Nullable TrustedProxies trustedProxies;

	private final @Nullable String certificateHeader;

	HeaderHygiene(Set<String> trustedProxies, @Nullable String certificateHeader) {
		this.trustedProxies = trustedProxies.isEmpty() ? null : new TrustedProxies(trustedProxies);
		this.certificateHeader = certificateHeader;
	}

	@Override
	public String name() {
		return "header hygiene";
	}

	@Override
	public Step handle(Exchange exchange) {
		Headers headers = exchange.headers();
		exchange.requestId(requestId(headers.get("x-request-id")));
		String peer = exchange.request().peerAddress();
		TrustedProxies proxies = this.trustedProxies;
		boolean proxied = proxies != null && proxies.trusts(peer);
		dropReserved(headers, proxied);
		if (proxies != null && proxied) {
			exchange.proxied();
			exchange.clientAddress(proxies.client(String.join(",", headers.all("x-forwarded-for")), peer));
		}
		if (this.certificateHeader != null) {
			takeCertificate(exchange, this.certificateHeader, proxied);
		}
		return Step.NEXT;
	}

	/**
	 * A trusted proxy says which certificate its client has shown; its own, if it has
	 * one, is not the client's.
	 */
	private static void takeCertificate(Exchange exchange, String header, boolean proxied) {
		List<String> sent = exchange.headers().all(header);
		if (!sent.isEmpty()) {
			exchange.headers().remove(header);
		}
		if (proxied) {
			String value = (sent.size() == 1) ? sent.getFirst() : "";
			exchange.certificate(() -> CertificateHeader.fingerprint(value));
		}
	}

	private static void dropReserved(Headers headers, boolean proxied) {
		List<String> reserved = null;
		for (CharSequence name : headers.names()) {
			if (ReservedNames.isReserved(name, proxied)) {
				reserved = (reserved == null) ? new ArrayList<>() : reserved;
				reserved.add(name.toString());
			}
		}
		if (reserved != null) {
			reserved.forEach(headers::remove);
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
		answer.remove("x-aspnet-version");
	}

}
