package org.gatehouse.common.snapshot;

/**
 * A certificate that is trusted in the backends at one address, besides those that the
 * gateway trusts in all.
 *
 * @param tenantDomain the tenant whose APIs it is for
 * @param alias its name, unique in the tenant
 * @param host the backends' host, in lower case
 * @param port their port
 * @param certificate an X.509 certificate in Base64 of DER
 */
public record EndpointCertificate(String tenantDomain, String alias, String host, int port,
		String certificate) implements SnapshotEntry {

	@Override
	public String key() {
		return "endpoint-certificate:" + this.tenantDomain + "/" + this.alias;
	}

}
