package org.gatehouse.db.tenant;

/**
 * The database was asked on behalf of no tenant. That is a bug of the caller, who has to
 * bind a tenant with {@link TenantContext} first.
 */
public class UnboundTenantException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	UnboundTenantException() {
		super("no tenant is bound to this thread (expected: TenantContext.bind or TenantContext.acrossTenants)");
	}

}
