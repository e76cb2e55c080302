package org.gatehouse.gatewaycore.throttle;

import java.util.List;
import java.util.Map;

import org.gatehouse.common.tier.IpRange;
import org.jspecify.annotations.Nullable;

/** A caller of a test. */
record Someone(@Nullable String user, String address, Map<String, List<String>> headers) implements Caller {

	static final Someone ANYONE = at("127.0.0.1");

	static Someone at(String address) {
		return new Someone("tom", address, Map.of());
	}

	static Someone named(String user) {
		return new Someone(user, "127.0.0.1", Map.of());
	}

	static Someone sending(String name, String... values) {
		return new Someone("tom", "127.0.0.1", Map.of(name, List.of(values)));
	}

	@Override
	public byte[] addressBytes() {
		return IpRange.bytes(this.address);
	}

	@Override
	public List<String> header(String name) {
		return this.headers.getOrDefault(name, List.of());
	}

	@Override
	public List<String> parameter(String name) {
		return header(name);
	}

	@Override
	public List<String> claim(String name) {
		return header(name);
	}

}
