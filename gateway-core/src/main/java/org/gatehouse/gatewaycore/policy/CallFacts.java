package org.gatehouse.gatewaycore.policy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.gatehouse.common.tier.IpRange;
import org.gatehouse.gatewaycore.route.RequestTarget;
import org.gatehouse.gatewaycore.throttle.Caller;
import org.gatehouse.gatewaycore.token.AccessToken;
import org.jspecify.annotations.Nullable;

/**
 * What limits may want to know of a call.
 */
final class CallFacts implements Caller {

	private final Exchange exchange;

	private byte @Nullable [] addressBytes;

	CallFacts(Exchange exchange) {
		this.exchange = exchange;
	}

	@Override
	public @Nullable String user() {
		AccessToken token = this.exchange.token();
		return (token == null) ? null : token.user();
	}

	@Override
	public String address() {
		return this.exchange.clientAddress();
	}

	@Override
	public byte[] addressBytes() {
		byte[] known = this.addressBytes;
		if (known == null) {
			known = bytes(this.exchange.clientAddress());
			this.addressBytes = known;
		}
		return known;
	}

	/** The bytes of an address; of none at all no range is. */
	static byte[] bytes(String address) {
		try {
			return IpRange.bytes(address);
		}
		catch (IllegalArgumentException ex) {
			return new byte[0];
		}
	}

	@Override
	public List<String> header(String name) {
		return this.exchange.headers().all(name);
	}

	@Override
	public List<String> parameter(String name) {
		RequestTarget target = this.exchange.target();
		if (target == null || target.query().isEmpty()) {
			return List.of();
		}
		List<String> values = new ArrayList<>(1);
		for (String pair : target.query().substring(1).split("&", -1)) {
			int equals = pair.indexOf('=');
			if (decoded((equals < 0) ? pair : pair.substring(0, equals)).equals(name)) {
				values.add((equals < 0) ? "" : decoded(pair.substring(equals + 1)));
			}
		}
		return values;
	}

	private static String decoded(String text) {
		if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
			return text;
		}
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return text;
		}
	}

	@Override
	public List<String> claim(String name) {
		AccessToken token = this.exchange.token();
		return (token == null) ? List.of() : token.claim(name);
	}

}
