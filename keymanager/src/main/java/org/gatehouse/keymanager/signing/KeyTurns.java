package org.gatehouse.keymanager.signing;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.gatehouse.db.tenant.DatabasePhase;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.Tenant;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tenant.TenantRepository;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sees to every tenant's signing keys: the first at the start, their turns from time to
 * time. Several nodes may do so at once; the rows are locked.
 */
@Component
class KeyTurns implements SmartLifecycle {

	private final KeyRotation rotation;

	private final TenantRepository tenants;

	private volatile boolean running;

	KeyTurns(KeyRotation rotation, TenantRepository tenants) {
		this.rotation = rotation;
		this.tenants = tenants;
	}

	@Override
	public void start() {
		TenantContext.call(DefaultTenant.ID, () -> {
			this.rotation.makeFirst();
			return DefaultTenant.ID;
		});
		this.running = true;
	}

	@Scheduled(fixedDelay = 10, initialDelay = 2, timeUnit = TimeUnit.MINUTES)
	void turn() {
		for (var tenant : all()) {
			try (TenantContext.Binding _ = TenantContext.bind(tenant.id())) {
				this.rotation.turn();
			}
		}
	}

	private List<Tenant> all() {
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			return this.tenants.findAll();
		}
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
		return DatabasePhase.MODULES;
	}

}
