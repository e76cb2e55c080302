package org.gatehouse.web.security;

/**
 * Knows the portals' client secrets at the key manager. Implemented where they are
 * stored.
 */
@FunctionalInterface
public interface PortalClientSecrets {

	/**
	 * The secret of a portal, made where there is none yet.
	 * @param portal the portal
	 * @return the secret in clear; never to be logged
	 */
	String secretOf(Portal portal);

}
