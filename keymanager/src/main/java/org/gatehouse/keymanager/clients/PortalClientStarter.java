package org.gatehouse.keymanager.clients;

import java.time.Clock;
import java.util.List;

import org.gatehouse.db.oauth.ClientSecrets;
import org.gatehouse.db.oauth.OAuthClient;
import org.gatehouse.db.oauth.OAuthClientRepository;
import org.gatehouse.db.sealing.SealedValues;
import org.gatehouse.db.tenant.DatabasePhase;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.web.security.Portal;
import org.gatehouse.web.security.PortalClientSecrets;
import org.gatehouse.web.tokens.ApplicationTokens;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the portals' clients at the first start. Their secrets are sealed in the
 * database, so that portals on other nodes find them there.
 */
@Component
class PortalClientStarter implements SmartLifecycle, PortalClientSecrets {

	private final OAuthClientRepository clients;

	private final SealedValues sealed;

	private final ClientSecrets secrets;

	private final TransactionTemplate transactions;

	private final Clock clock;

	private volatile boolean running;

	PortalClientStarter(OAuthClientRepository clients, SealedValues sealed, ClientSecrets secrets,
			TransactionTemplate transactions, Clock clock) {
		this.clients = clients;
		this.sealed = sealed;
		this.secrets = secrets;
		this.transactions = transactions;
		this.clock = clock;
	}

	@Override
	public String secretOf(Portal portal) {
		return TenantContext.call(DefaultTenant.ID,
				() -> this.sealed.findOrCreate("portal client secret " + portal.clientId(), ClientSecrets::newSecret));
	}

	@Override
	public void start() {
		TenantContext.call(DefaultTenant.ID, () -> {
			for (Portal portal : Portal.values()) {
				String hash = this.secrets.hash(secretOf(portal));
				this.transactions.executeWithoutResult((_) -> provide(portal, hash));
			}
			return true;
		});
		this.running = true;
	}

	private void provide(Portal portal, String hash) {
		OAuthClient client = this.clients.findByClientId(portal.clientId())
			.orElseGet(() -> OAuthClient.ofPortal(portal.clientId(), this.clock.instant()));
		client.replaceSecrets(hash, this.clock.instant());
		client.permit((portal == Portal.STORE) ? List.of("authorization_code", ApplicationTokens.GRANT_TYPE)
				: List.of("authorization_code"), List.of());
		this.clients.save(client);
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
