package org.gatehouse.keymanager.accounts;

import java.io.Serializable;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * Where somebody signs in from.
 *
 * @param address the address; of IPv6 the first half, for one household has all of the
 * rest
 * @param device the hash of the browser's device cookie, null where it has none
 */
public record Origin(String address, @Nullable String device) implements Serializable {

	private static final int PREFIX = 8;

	/**
	 * An origin without a device.
	 * @param address the address of the caller
	 * @return the origin
	 */
	public static Origin of(@Nullable String address) {
		return of(address, null);
	}

	/**
	 * An origin.
	 * @param address the address of the caller
	 * @param device the hash of the browser's device cookie, null where it has none
	 * @return the origin
	 */
	public static Origin of(@Nullable String address, @Nullable String device) {
		return new Origin((address != null) ? network(address) : "", device);
	}

	private static String network(String address) {
		try {
			if (InetAddress.ofLiteral(address) instanceof Inet6Address six && !six.isLoopbackAddress()) {
				return HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), PREFIX)) + "::/64";
			}
		}
		catch (IllegalArgumentException ex) {
			return address;
		}
		return address;
	}

}
