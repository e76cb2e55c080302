package org.gatehouse.keymanager.accounts;

import org.gatehouse.common.identity.Permission;
import org.gatehouse.db.tenant.DatabasePhase;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.keymanager.AdministratorProperties;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Makes the administrator at the first start. Later starts leave the account alone,
 * whatever the configuration says then.
 */
@Component
class AdministratorStarter implements SmartLifecycle {

	private final AccountService accounts;

	private final RoleService roles;

	private final AdministratorProperties properties;

	private volatile boolean running;

	AdministratorStarter(AccountService accounts, RoleService roles, AdministratorProperties properties) {
		this.accounts = accounts;
		this.roles = roles;
		this.properties = properties;
	}

	@Override
	public void start() {
		try (TenantContext.Binding _ = TenantContext.bind(DefaultTenant.ID)) {
			boolean administered = this.roles.findByName(Permission.ADMIN_ROLE)
				.map((role) -> !this.roles.members(role.id()).isEmpty())
				.orElse(false);
			if (!administered) {
				this.accounts.create(AdministratorProperties.NAME, this.properties.adminPassword(),
						AccountDetails.holding(Permission.ADMIN_ROLE));
			}
		}
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
		return DatabasePhase.MODULES;
	}

}
