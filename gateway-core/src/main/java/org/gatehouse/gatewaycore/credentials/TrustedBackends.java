package org.gatehouse.gatewaycore.credentials;

import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.gatehouse.common.identity.TenantId;

/**
 * The certificates that tenants have uploaded for the backends at an address.
 *
 * @param certificates by tenant and address
 */
public record TrustedBackends(Map<Place, Set<X509Certificate>> certificates) {

	/** None. */
	public static final TrustedBackends NONE = new TrustedBackends(Map.of());

	public TrustedBackends {
		certificates = Map.copyOf(certificates);
	}

	/**
	 * Backends at an address, for one tenant.
	 *
	 * @param tenant the tenant
	 * @param host the host in lower case
	 * @param port the port
	 */
	record Place(TenantId tenant, String host, int port) {

	}

	Set<X509Certificate> of(TenantId tenant, String host, int port) {
		return this.certificates.isEmpty() ? Set.of()
				: this.certificates.getOrDefault(new Place(tenant, host.toLowerCase(Locale.ROOT), port), Set.of());
	}

	/** Gathers certificates. */
	public static final class Builder {

		private final Map<Place, Set<X509Certificate>> all = new HashMap<>();

		/**
		 * Trusts a certificate.
		 * @param tenant for whom
		 * @param host the backends' host
		 * @param port their port
		 * @param certificate the certificate
		 */
		public void add(TenantId tenant, String host, int port, X509Certificate certificate) {
			this.all
				.computeIfAbsent(new Place(tenant, host.toLowerCase(Locale.ROOT), port), (_) -> new LinkedHashSet<>())
				.add(certificate);
		}

		/**
		 * All that was added.
		 * @return the certificates
		 */
		public TrustedBackends build() {
			return new TrustedBackends(this.all);
		}

	}

}
