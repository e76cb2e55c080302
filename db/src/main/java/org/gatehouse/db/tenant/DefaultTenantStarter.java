package org.gatehouse.db.tenant;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Makes the default tenant before anything else of the application starts.
 */
@Component
class DefaultTenantStarter implements SmartLifecycle {

	private final TenantProvisioner provisioner;

	private volatile boolean running;

	DefaultTenantStarter(TenantProvisioner provisioner) {
		this.provisioner = provisioner;
	}

	@Override
	public void start() {
		this.provisioner.provisionDefault();
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return DatabasePhase.TENANT;
	}

}
