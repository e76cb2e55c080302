package org.gatehouse.gatewaycore.policy;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.gatehouse.common.tier.IpRange;
import org.gatehouse.gatewaycore.throttle.AddressRange;
import org.jspecify.annotations.Nullable;

/**
 * The proxies in front of the gateway that are believed when they tell from where a call
 * comes.
 */
final class TrustedProxies {

	private final Set<String> addresses = new HashSet<>();

	private final List<AddressRange> ranges = new ArrayList<>();

	/**
	 * Trusts.
	 * @param proxies addresses, ranges and blocks as {@link IpRange#of} reads them
	 * @throws IllegalArgumentException for what is none
	 */
	TrustedProxies(Collection<String> proxies) {
		for (String text : proxies) {
			IpRange range = IpRange.of(text);
			if (range.first().equals(range.last())) {
				this.addresses.add(range.first());
			}
			else {
				this.ranges.add(new AddressRange(range));
			}
		}
	}

	/**
	 * Tells whether a proxy is trusted.
	 * @param peer an IP address as {@link InetAddress#getHostAddress} writes it
	 * @return true if it is
	 */
	boolean trusts(String peer) {
		if (this.addresses.contains(peer)) {
			return true;
		}
		if (this.ranges.isEmpty()) {
			return false;
		}
		byte[] bytes = CallFacts.bytes(peer);
		return this.ranges.stream().anyMatch((range) -> range.contains(bytes));
	}

	/**
	 * Who called, by what the proxies say: the last address that is not a trusted
	 * proxy's. What is left of it can be forged.
	 * @param chain the values of {@code X-Forwarded-For}
	 * @param peer the trusted proxy at the other end of the connection
	 * @return the client's address, the peer's where the chain names none
	 */
	String client(String chain, String peer) {
		String[] hops = chain.split(",");
		for (int i = hops.length - 1; i >= 0; i--) {
			String hop = hops[i].trim();
			if (hop.isEmpty()) {
				continue;
			}
			String address = address(hop);
			if (address == null) {
				return peer;
			}
			if (!trusts(address)) {
				return address;
			}
		}
		return peer;
	}

	/** One address is written in one way only, and without the port that some add. */
	private static @Nullable String address(String hop) {
		String bare = hop;
		int colon = hop.indexOf(':');
		if (hop.startsWith("[") && hop.indexOf(']') > 0) {
			bare = hop.substring(1, hop.indexOf(']'));
		}
		else if (colon > 0 && colon == hop.lastIndexOf(':')) {
			bare = hop.substring(0, colon);
		}
		try {
			return new IpRange(bare, bare).first();
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
