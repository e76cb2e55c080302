package org.gatehouse.common.runtime;

import org.gatehouse.common.identity.TenantId;

/**
 * A secret under the installation's master key: nobody without that key can read it. It
 * is bound to the tenant that it belongs to by {@link #purpose}.
 *
 * @param sealed the sealed bytes in Base64
 */
public record SealedText(String sealed) {

	/**
	 * What endpoint secrets of a tenant are sealed as; whoever opens one has to name it.
	 * @param tenant the tenant
	 * @return a name
	 */
	public static String purpose(TenantId tenant) {
		return "endpoint security " + tenant.value();
	}

	@Override
	public String toString() {
		return "(sealed)";
	}

}
