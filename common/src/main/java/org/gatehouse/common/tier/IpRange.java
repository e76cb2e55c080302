package org.gatehouse.common.tier;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Addresses of one family, from the first to the last. An IPv4 address that is written as
 * an IPv6 one ({@code ::ffff:10.1.1.1}) is the IPv4 address.
 *
 * @param first the lowest address in its usual text form
 * @param last the highest address
 */
public record IpRange(String first, String last) {

	private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

	private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

	public IpRange {
		byte[] low = bytes(first);
		byte[] high = bytes(last);
		if (low.length != high.length || Arrays.compareUnsigned(low, high) > 0) {
			throw new IllegalArgumentException(
					"range: '" + first + " - " + last + "' (expected: two addresses of one family, the lower first)");
		}
		first = text(low);
		last = text(high);
	}

	/**
	 * Reads an address, a range from one address to another, or a block in CIDR notation
	 * (RFC 4632) with all its addresses.
	 * @param text such as {@code 10.1.1.1}, {@code 10.1.1.1 - 10.1.1.30} or
	 * {@code 10.1.1.0/27}
	 * @return the addresses
	 * @throws IllegalArgumentException with the text if it is none of them
	 */
	public static IpRange of(String text) {
		int slash = text.indexOf('/');
		if (slash >= 0) {
			return block(text, bytes(text.substring(0, slash).strip()), text.substring(slash + 1).strip());
		}
		int dash = text.indexOf('-');
		String from = (dash < 0) ? text : text.substring(0, dash);
		String to = (dash < 0) ? text : text.substring(dash + 1);
		return new IpRange(from.strip(), to.strip());
	}

	private static IpRange block(String text, byte[] address, String length) {
		int bits = length.matches("\\d{1,3}") ? Integer.parseInt(length) : -1;
		if (bits < 0 || bits > address.length * 8) {
			throw new IllegalArgumentException(
					"range: '" + text + "' (expected: a prefix of 0 to " + address.length * 8 + " bits)");
		}
		byte[] low = address.clone();
		byte[] high = address.clone();
		for (int bit = bits; bit < address.length * 8; bit++) {
			int mask = 0x80 >> (bit % 8);
			low[bit / 8] &= (byte) ~mask;
			high[bit / 8] |= (byte) mask;
		}
		return new IpRange(text(low), text(high));
	}

	/**
	 * Tells whether an address is in the range.
	 * @param address 4 or 16 bytes
	 * @return false too for an address of the other family
	 */
	public boolean contains(byte[] address) {
		byte[] low = bytes(this.first);
		return low.length == address.length && Arrays.compareUnsigned(low, address) <= 0
				&& Arrays.compareUnsigned(address, bytes(this.last)) <= 0;
	}

	/**
	 * Reads an address without asking any name service.
	 * @param text an IPv4 address of four decimal numbers, or an IPv6 address
	 * @return 4 or 16 bytes
	 * @throws IllegalArgumentException with the text if it is no address
	 */
	public static byte[] bytes(String text) {
		if (text.length() <= 45 && (IPV4.matcher(text).matches() || IPV6.matcher(text).matches())) {
			try {
				return InetAddress.ofLiteral(text).getAddress();
			}
			catch (IllegalArgumentException ex) {
				throw refused(text, ex);
			}
		}
		throw refused(text, null);
	}

	private static IllegalArgumentException refused(String text, @Nullable Throwable cause) {
		return new IllegalArgumentException("address: '" + text + "' (expected: an IPv4 or IPv6 address)", cause);
	}

	private static String text(byte[] address) {
		try {
			return InetAddress.getByAddress(address).getHostAddress();
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String toString() {
		return this.first.equals(this.last) ? this.first : this.first + " - " + this.last;
	}

}
