package org.gatehouse.db.tenant;

/**
 * When, during the start, modules bring the database into the state that they need: the
 * phases of their {@code SmartLifecycle} beans. All come before the web server.
 */
public final class DatabasePhase {

	/** The default tenant, its roles and tiers are made. */
	public static final int TENANT = -1000;

	/** Modules add what they need: the administrator, signing keys, portal clients. */
	public static final int MODULES = -900;

	private DatabasePhase() {
	}

}
