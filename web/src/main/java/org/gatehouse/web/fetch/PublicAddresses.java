package org.gatehouse.web.fetch;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds hosts, and refuses those with an address that is not public. The connection goes
 * to the very addresses that were looked at: a name that answers otherwise a moment later
 * (DNS rebinding) gains nothing.
 */
final class PublicAddresses implements DnsResolver {

	private final DnsResolver lookup;

	private final Set<String> allowedHosts;

	PublicAddresses(DnsResolver lookup, Set<String> allowedHosts) {
		this.lookup = lookup;
		this.allowedHosts = Set.copyOf(allowedHosts);
	}

	@Override
	public InetAddress[] resolve(String host) throws UnknownHostException {
		InetAddress[] addresses = this.lookup.resolve(host);
		if (!this.allowedHosts.contains(host.toLowerCase(Locale.ROOT))) {
			for (InetAddress address : addresses) {
				if (!isPublic(address)) {
					throw new PrivateAddressException(host);
				}
			}
		}
		return addresses;
	}

	@Override
	public String resolveCanonicalHostname(String host) throws UnknownHostException {
		return this.lookup.resolveCanonicalHostname(host);
	}

	static boolean isPublic(InetAddress address) {
		boolean uniqueLocal = address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
		boolean carrierGrade = address.getAddress().length == 4 && (address.getAddress()[0] & 0xff) == 100
				&& (address.getAddress()[1] & 0xc0) == 64;
		return !(address.isLoopbackAddress() || address.isAnyLocalAddress() || address.isLinkLocalAddress()
				|| address.isSiteLocalAddress() || address.isMulticastAddress() || uniqueLocal || carrierGrade);
	}

	/** A host that the server does not go to. */
	static final class PrivateAddressException extends UnknownHostException {

		private static final long serialVersionUID = 1L;

		PrivateAddressException(String host) {
			super(host);
		}

	}

}
