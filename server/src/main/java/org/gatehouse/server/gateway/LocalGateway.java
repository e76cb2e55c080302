package org.gatehouse.server.gateway;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import javax.net.ssl.SSLContext;

import org.gatehouse.common.snapshot.GatewayReport;
import org.gatehouse.db.feed.DatabaseChangeFeed;
import org.gatehouse.db.node.GatewayNodes;
import org.gatehouse.db.oauth.ActiveTokens;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tenant.TenantContext.Binding;
import org.gatehouse.gatewaycore.Gateway;
import org.gatehouse.gatewaycore.GatewayConfiguration;
import org.gatehouse.gatewaycore.GatewayConfiguration.Trust;
import org.gatehouse.jose.sealing.Sealer;
import org.gatehouse.keymanager.accounts.GatewayPasswords;
import org.gatehouse.server.launch.LaunchedNode;

import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

/**
 * A gateway beside the control plane: it reads the feed from the database.
 */
public final class LocalGateway {

	/** Questions to the database must not block the gateway's event loops. */
	private static final Executor QUESTIONS = (question) -> Thread.ofVirtual().name("token-state").start(question);

	private LocalGateway() {
	}

	/**
	 * Starts it.
	 * @param node what the node knows of itself
	 * @param controlPlane the running control plane of this node
	 * @return the gateway, listening
	 * @throws IOException if a port cannot be had
	 */
	public static Gateway start(LaunchedNode node, ApplicationContext controlPlane) throws IOException {
		Environment environment = controlPlane.getEnvironment();
		GatewayNodes nodes = controlPlane.getBean(GatewayNodes.class);
		ActiveTokens tokens = controlPlane.getBean(ActiveTokens.class);
		// A node without the key manager cannot look at passwords.
		GatewayPasswords passwords = controlPlane.getBeanProvider(GatewayPasswords.class).getIfAvailable();
		GatewayConfiguration configuration = NodeConfiguration
			.of(node, environment.getRequiredProperty("gatehouse.public-url"),
					URI.create(environment.getRequiredProperty("gatehouse.internal-url")))
			.withTrust(new Trust(NodeConfiguration.backends(node.settings()),
					controlPlane.getBean("backChannelSslContext", SSLContext.class),
					controlPlane.getBean(Sealer.class)));
		return Gateway.start(configuration, controlPlane.getBean(DatabaseChangeFeed.class),
				(hash) -> CompletableFuture.supplyAsync(() -> tokens.find(hash), QUESTIONS),
				(question) -> (passwords == null)
						? CompletableFuture.failedFuture(new IllegalStateException("no key manager on this node"))
						: CompletableFuture.supplyAsync(() -> passwords.check(question), QUESTIONS),
				(report) -> save(nodes, report), controlPlane.getBean(Clock.class));
	}

	/** Gateways belong to no tenant. */
	private static void save(GatewayNodes nodes, GatewayReport report) {
		try (Binding _ = TenantContext.acrossTenants()) {
			nodes.save(report);
		}
	}

}
