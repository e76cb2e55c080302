package org.gatehouse.gatewaycore.throttle;

import java.time.Duration;
import java.util.Locale;

import org.gatehouse.common.tier.Quota;
import org.jspecify.annotations.Nullable;

/**
 * A quota, ready to be asked. One object serves all who have it.
 *
 * @param bytes true where bytes are counted, false for calls
 * @param amount how many pass in a window
 * @param window the window's length in nanoseconds
 * @param hard false where calls beyond the amount pass all the same
 * @param name its name as a quoted string (RFC 9651)
 * @param policy what {@code RateLimit-Policy} says of it
 */
record Rule(boolean bytes, long amount, long window, boolean hard, String name, String policy) {

	/**
	 * Compiles.
	 * @param quota how much passes
	 * @param hard false where calls beyond it pass all the same
	 * @param name the policy's name
	 * @return the rule, null where everything passes
	 */
	static @Nullable Rule of(Quota quota, boolean hard, String name) {
		return switch (quota) {
			case Quota.Unlimited _ -> null;
			case Quota.Requests requests -> of(false, requests.count(), requests.window(), hard, name);
			case Quota.Bandwidth bandwidth -> of(true, bandwidth.bytes(), bandwidth.window(), hard, name);
		};
	}

	private static Rule of(boolean bytes, long amount, Duration window, boolean hard, String name) {
		String quoted = quoted(name);
		String unit = bytes ? ";qu=\"content-bytes\"" : "";
		return new Rule(bytes, amount, window.toNanos(), hard, quoted,
				quoted + ";q=" + amount + unit + ";w=" + window.toSeconds());
	}

	/** True where what one of them has counted holds for the other, too. */
	boolean isCountedWith(Rule other) {
		return this.window == other.window && this.bytes == other.bytes;
	}

	/**
	 * Names a count of this quota in counters that gateways share. What is counted
	 * together has one name.
	 */
	String sharedKey(String limit) {
		return "gatehouse:" + limit + (this.bytes ? "/bytes/" : "/") + Duration.ofNanos(this.window).toSeconds();
	}

	private static String quoted(String name) {
		StringBuilder text = new StringBuilder("\"");
		for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
			if (c == '"' || c == '\\') {
				text.append('\\');
			}
			text.append((c < 0x20 || c > 0x7e) ? '?' : c);
		}
		return text.append('"').toString();
	}

}
