package org.gatehouse.web.fetch;

import java.net.UnknownHostException;
import java.util.Set;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Tells beforehand whether a {@link DocumentFetcher} would go to a host, without going
 * there. The fetcher looks again when it does, for names lead elsewhere later.
 */
public final class ReachableHosts {

	private final PublicAddresses addresses;

	/**
	 * The hosts.
	 * @param allowedHosts hosts that may have private addresses, in lower case
	 */
	public ReachableHosts(Set<String> allowedHosts) {
		this(SystemDefaultDnsResolver.INSTANCE, allowedHosts);
	}

	ReachableHosts(DnsResolver lookup, Set<String> allowedHosts) {
		this.addresses = new PublicAddresses(lookup, allowedHosts);
	}

	/**
	 * Looks a host up.
	 * @param host a name or an address, as in a URL
	 * @return false if it has an address that is not public; a host that cannot be found
	 * may come to be there
	 */
	public boolean mayBeReached(String host) {
		try {
			this.addresses.resolve(host);
			return true;
		}
		catch (PublicAddresses.PrivateAddressException _) {
			return false;
		}
		catch (UnknownHostException _) {
			return true;
		}
	}

}
