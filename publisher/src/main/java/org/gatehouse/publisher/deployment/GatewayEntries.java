package org.gatehouse.publisher.deployment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.api.DeprecationNotice;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.db.api.Api;
import org.gatehouse.db.api.ApiDeployment;
import org.gatehouse.db.api.ApiDeploymentRepository;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.db.api.LifecycleEvent;
import org.gatehouse.db.api.LifecycleEventRepository;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tenant.TenantRepository;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Tells the gateways what they have to know of an API version: what its deployed revision
 * fixed, with the lifecycle state and the default version as they are now. Runs in the
 * transaction of the change.
 */
@Component
public class GatewayEntries {

	private final ApiDeploymentRepository deployments;

	private final TenantRepository tenants;

	private final LifecycleEventRepository events;

	private final ChangeLog changes;

	GatewayEntries(ApiDeploymentRepository deployments, TenantRepository tenants, LifecycleEventRepository events,
			ChangeLog changes) {
		this.events = events;
		this.deployments = deployments;
		this.tenants = tenants;
		this.changes = changes;
	}

	/**
	 * Brings the gateways up to date with an API version; one that is not deployed, or in
	 * a state in which gateways do not know it, is taken from them. Of one that is
	 * retired they keep that it is gone.
	 * @param version the API version as it now is
	 */
	public void refresh(ApiVersion version) {
		Optional<ApiDeployment> deployment = this.deployments.findByApiVersionIdAndEnvironment(version.getId(),
				ApiDeployment.DEFAULT_ENVIRONMENT);
		if (deployment.isPresent() && version.state().isDeployable()) {
			this.changes.record(entry(version, deployment.get()));
		}
		else if (version.state() == LifecycleState.RETIRED) {
			this.changes.record(retired(version));
		}
		else {
			remove(version.apiId());
		}
	}

	/**
	 * Takes an API version from the gateways.
	 * @param id the API version
	 */
	public void remove(ApiId id) {
		this.changes.remove(key(id));
	}

	static String key(ApiId id) {
		return "api:" + id;
	}

	private SnapshotEntry.DeployedApi entry(ApiVersion version, ApiDeployment deployment) {
		Api api = version.api();
		RevisionContent content = RevisionContent.read(deployment.revision().content());
		return new SnapshotEntry.DeployedApi(version.apiId(), tenantDomain(), api.name(), api.context(),
				version.version(), version.getId().equals(api.liveDefaultVersionId()), version.state(),
				deployment.revision().number(), content.transports(), content.production(), content.sandbox(),
				content.operations(), deprecatedAt(version), notice(version), content.runtime());
	}

	private SnapshotEntry.DeployedApi retired(ApiVersion version) {
		return new SnapshotEntry.DeployedApi(version.apiId(), tenantDomain(), version.api().name(),
				version.api().context(), version.version(), false, LifecycleState.RETIRED, 0, Set.of(), null, null,
				List.of(), deprecatedAt(version), notice(version), ApiRuntime.DEFAULT);
	}

	private @Nullable Instant deprecatedAt(ApiVersion version) {
		if (!hasEnd(version)) {
			return null;
		}
		return this.events.findByApiVersionIdOrderByHappenedAtDesc(version.getId())
			.stream()
			.filter(event -> event.toState() == LifecycleState.DEPRECATED)
			.map(LifecycleEvent::happenedAt)
			.findFirst()
			.orElse(null);
	}

	private static @Nullable DeprecationNotice notice(ApiVersion version) {
		return hasEnd(version) ? version.deprecation() : null;
	}

	private static boolean hasEnd(ApiVersion version) {
		return version.state() == LifecycleState.DEPRECATED || version.state() == LifecycleState.RETIRED;
	}

	private String tenantDomain() {
		return this.tenants.findById(TenantContext.current().value()).orElseThrow().domain();
	}

}
