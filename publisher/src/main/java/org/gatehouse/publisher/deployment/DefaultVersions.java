package org.gatehouse.publisher.deployment;

import java.util.UUID;

import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.db.api.Api;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.db.api.ApiVersionRepository;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The rule of "Make this the default version": whichever version is marked, calls without
 * a version go on to the one that answered them before until the marked one is published.
 */
@Component
public class DefaultVersions {

	private final ApiVersionRepository versions;

	private final GatewayEntries gateways;

	DefaultVersions(ApiVersionRepository versions, GatewayEntries gateways) {
		this.versions = versions;
		this.gateways = gateways;
	}

	/**
	 * Marks a version as the default one, or takes the mark away. A mark that is taken
	 * away before its version was published falls back to the version that answers.
	 * @param api the API, locked
	 * @param version one of its versions
	 * @param marked true if it shall be the default version
	 */
	public void mark(Api api, ApiVersion version, boolean marked) {
		UUID id = version.getId();
		if (id.equals(api.defaultVersionId()) == marked) {
			return;
		}
		if (marked) {
			api.markDefault(id);
			if (takesOver(api, version.state())) {
				serve(api, version, id);
			}
		}
		else if (id.equals(api.liveDefaultVersionId())) {
			api.markDefault(null);
			serve(api, version, null);
		}
		else {
			api.markDefault(api.liveDefaultVersionId());
		}
	}

	/**
	 * Follows a version into another lifecycle state.
	 * @param api the API, locked
	 * @param version the version, in its new state
	 */
	public void moved(Api api, ApiVersion version) {
		UUID id = version.getId();
		if (id.equals(api.liveDefaultVersionId())) {
			if (!version.state().isDeployable()) {
				serve(api, version, null);
			}
		}
		else if (id.equals(api.defaultVersionId()) && takesOver(api, version.state())) {
			serve(api, version, id);
		}
	}

	/**
	 * Takes all marks from a version that is about to be deleted.
	 * @param api the API, locked
	 * @param version the version
	 */
	public void forget(Api api, ApiVersion version) {
		UUID id = version.getId();
		if (id.equals(api.liveDefaultVersionId())) {
			api.serveByDefault(null);
		}
		if (id.equals(api.defaultVersionId())) {
			api.markDefault(api.liveDefaultVersionId());
		}
	}

	private static boolean takesOver(Api api, LifecycleState state) {
		return switch (state) {
			case PUBLISHED, DEPRECATED -> true;
			case PROTOTYPED -> api.liveDefaultVersionId() == null;
			case CREATED, BLOCKED, RETIRED -> false;
		};
	}

	private void serve(Api api, ApiVersion version, @Nullable UUID now) {
		UUID before = api.liveDefaultVersionId();
		api.serveByDefault(now);
		if (before != null && !before.equals(version.getId())) {
			this.versions.findById(before).ifPresent(this.gateways::refresh);
		}
		this.gateways.refresh(version);
	}

}
