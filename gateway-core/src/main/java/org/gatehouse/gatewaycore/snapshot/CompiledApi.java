package org.gatehouse.gatewaycore.snapshot;

import java.util.ArrayList;
import java.util.List;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.runtime.Access;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.gatewaycore.endpoint.ApiTargets;
import org.gatehouse.gatewaycore.route.BackendCredentials;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.gatehouse.gatewaycore.route.OperationTable;
import org.jspecify.annotations.Nullable;

/**
 * An API version, ready to be asked.
 *
 * @param id the API version
 * @param tenant whose it is
 * @param name the API's name
 * @param context its context as faults name it
 * @param version its version
 * @param state its lifecycle state
 * @param overHttp whether it takes calls over HTTP
 * @param overHttps whether it takes calls over HTTPS
 * @param production where calls with a production key go, null where nowhere
 * @param sandbox where calls with a sandbox key go, null where nowhere
 * @param targets what else is to be said of its endpoints, null for nothing
 * @param operations its operations
 * @param quotas its quotas beside those of its operations
 * @param deprecation what its answers tell of its end, null where it is not deprecated
 * @param access which credentials it takes, null for tokens in the gateway's header alone
 * @param cors its rules for cross-origin calls, null for the gateway's
 */
public record CompiledApi(ApiId id, TenantId tenant, String name, String context, String version, LifecycleState state,
		boolean overHttp, boolean overHttps, @Nullable Endpoint production, @Nullable Endpoint sandbox,
		@Nullable ApiTargets targets, OperationTable<CompiledOperation> operations, ApiQuotas quotas,
		@Nullable Deprecation deprecation, @Nullable CompiledAccess access, @Nullable CompiledCors cors) {

	private static final OperationTable<CompiledOperation> NO_OPERATIONS = new OperationTable<>();

	/** What is left of a version that is retired: that it is gone. */
	static CompiledApi retired(TenantId tenant, SnapshotEntry.DeployedApi api, ApiQuotas quotas) {
		return new CompiledApi(api.id(), tenant, api.name(), api.context(), api.version(), LifecycleState.RETIRED, true,
				true, null, null, null, NO_OPERATIONS, quotas, null, null, null);
	}

	CompiledApi with(Deprecation notice) {
		return new CompiledApi(this.id, this.tenant, this.name, this.context, this.version, this.state, this.overHttp,
				this.overHttps, this.production, this.sandbox, this.targets, this.operations, this.quotas, notice,
				this.access, this.cors);
	}

	/**
	 * Why calls to it fail that need a secret.
	 * @return the reason, null where nothing is lacking
	 */
	@Nullable String problem() {
		String problem = problem(this.production);
		return (problem != null) ? problem : problem(this.sandbox);
	}

	private static @Nullable String problem(@Nullable Endpoint endpoint) {
		BackendCredentials credentials = (endpoint == null) ? null : endpoint.credentials();
		return (credentials == null) ? null : credentials.problem();
	}

	/**
	 * The endpoint for a kind of key.
	 * @param keyType the kind of key that a call was made with
	 * @return the endpoint, null where the API has none of the kind
	 */
	public @Nullable Endpoint endpoint(KeyType keyType) {
		return switch (keyType) {
			case PRODUCTION -> this.production;
			case SANDBOX -> this.sandbox;
		};
	}

	/**
	 * Tells whether the API is called by opening WebSockets.
	 * @return true where an endpoint says so
	 */
	public boolean isWebSocket() {
		return (this.production != null && this.production.webSocket())
				|| (this.sandbox != null && this.sandbox.webSocket());
	}

	/** Whether it takes client certificates. */
	boolean takesCertificates() {
		return this.access != null && this.access.rules().takes(Access.Scheme.MUTUAL_SSL);
	}

	/** The prefix under which the version answers, as {@code /orgnews/1.0.0}. */
	static String versionedPrefix(SnapshotEntry.DeployedApi api, String defaultTenant) {
		String context = plain(api.context());
		String path = context.contains("{version}") ? context.replace("{version}", api.version())
				: context + "/" + api.version();
		return tenantPrefix(api, defaultTenant) + path;
	}

	/** The prefix under which the default version answers, null where there is none. */
	static @Nullable String defaultPrefix(SnapshotEntry.DeployedApi api, String defaultTenant) {
		if (!api.defaultVersion()) {
			return null;
		}
		List<String> segments = new ArrayList<>(List.of(plain(api.context()).substring(1).split("/")));
		segments.removeIf((segment) -> segment.contains("{version}"));
		return segments.isEmpty() ? null : tenantPrefix(api, defaultTenant) + "/" + String.join("/", segments);
	}

	private static String tenantPrefix(SnapshotEntry.DeployedApi api, String defaultTenant) {
		return api.tenantDomain().equals(defaultTenant) ? "" : "/t/" + api.tenantDomain();
	}

	private static String plain(String context) {
		String path = context.startsWith("/") ? context : "/" + context;
		path = path.replaceAll("/+$", "");
		if (path.isEmpty() || path.contains("//")) {
			throw new IllegalArgumentException("context: '" + context + "' (expected: a path such as /orgnews)");
		}
		return path;
	}

}
