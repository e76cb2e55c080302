package org.gatehouse.gatewaycore.snapshot;

import org.gatehouse.gatewaycore.token.AccessToken;

/**
 * A client certificate that an API knows, ready to be asked.
 *
 * @param token what a call says that has nothing but the certificate: it stands for an
 * application without scopes
 * @param subscribed what such a call has for a subscription
 * @param notBefore milliseconds since 1970 from which on it is valid
 * @param notAfter milliseconds since 1970 until which it is valid
 */
public record CompiledCertificate(AccessToken token, CompiledApplication.Subscribed subscribed, long notBefore,
		long notAfter) {

	/**
	 * Tells whether the certificate is valid.
	 * @param now milliseconds since 1970
	 * @return false before and after its time
	 */
	public boolean isValid(long now) {
		return this.notBefore <= now && now <= this.notAfter;
	}

}
