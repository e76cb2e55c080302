package org.gatehouse.db.tenant;

import java.util.UUID;

import org.gatehouse.common.identity.TenantId;

/**
 * The tenant that every installation has, the counterpart of WSO2's super tenant.
 */
public final class DefaultTenant {

	/** Its identifier, the same in every installation. */
	public static final TenantId ID = new TenantId(new UUID(0, 1));

	/** Its domain; its APIs are called without {@code /t/{domain}} in the URL. */
	public static final String DOMAIN = "carbon.super";

	private DefaultTenant() {
	}

}
