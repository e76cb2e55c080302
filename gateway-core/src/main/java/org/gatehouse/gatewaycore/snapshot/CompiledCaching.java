package org.gatehouse.gatewaycore.snapshot;

import java.time.Duration;
import java.util.Objects;

import org.gatehouse.common.runtime.Caching;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.jspecify.annotations.Nullable;

/**
 * How answers of an operation are kept.
 *
 * @param lifetime for how long an answer is fresh that says nothing of it
 * @param epoch another one with each deployment and whenever somebody clears the cache:
 * what was kept before is not found any longer
 */
public record CompiledCaching(Duration lifetime, long epoch) {

	static @Nullable CompiledCaching of(SnapshotEntry.DeployedApi api, @Nullable Long cleared) {
		Caching caching = api.runtime().caching();
		return caching.enabled() ? new CompiledCaching(Duration.ofSeconds(caching.timeoutSeconds()),
				Objects.hash(api.revision(), cleared)) : null;
	}

}
