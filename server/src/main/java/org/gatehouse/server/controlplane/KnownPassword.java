package org.gatehouse.server.controlplane;

import java.util.Optional;

import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.db.tenant.DatabasePhase;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.server.StartRefusal;
import org.gatehouse.server.launch.LaunchedNode;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Refuses to open a port to other machines while the administrator's password is the one
 * that everybody knows. Looks after the administrator is made and before the web server
 * listens.
 */
@Component
public class KnownPassword implements SmartLifecycle {

	private static final String NAME = "admin";

	private static final String PASSWORD = "admin";

	private final LaunchedNode node;

	private final UserAccountRepository users;

	private final ObjectProvider<PasswordEncoder> encoders;

	private volatile boolean running;

	KnownPassword(LaunchedNode node, UserAccountRepository users, ObjectProvider<PasswordEncoder> encoders) {
		this.node = node;
		this.users = users;
		this.encoders = encoders;
	}

	/**
	 * Whether the administrator still has the known password.
	 * @return false also where this node does not know passwords
	 */
	public boolean inUse() {
		PasswordEncoder encoder = this.encoders.getIfAvailable();
		return encoder != null && TenantContext.call(DefaultTenant.ID,
				() -> this.users.findByUserNameIgnoreCase(NAME)
					.filter(UserAccount::isEnabled)
					.flatMap((admin) -> Optional.ofNullable(admin.passwordHash()))
					.map((hash) -> encoder.matches(PASSWORD, hash))
					.orElse(false));
	}

	@Override
	public void start() {
		if (!this.node.address().isLoopbackAddress() && inUse()) {
			throw new StartRefusal("GATEHOUSE_BIND_ADDRESS " + this.node.address().getHostAddress()
					+ " is reachable from other machines while the password of 'admin' is 'admin': start on loopback and change "
					+ "it first (or set GATEHOUSE_ADMIN_PASSWORD before the first start)");
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
		return DatabasePhase.MODULES + 50;
	}

}
