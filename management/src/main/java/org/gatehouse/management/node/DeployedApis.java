package org.gatehouse.management.node;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.ChangeFeed;
import org.gatehouse.common.snapshot.SnapshotEntry.DeployedApi;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The APIs in force, read from the feed that the gateways follow.
 */
@Service
class DeployedApis {

	private final ChangeFeed feed;

	DeployedApis(ChangeFeed feed) {
		this.feed = feed;
	}

	/**
	 * Lists them.
	 * @param searchKey a part of the name in any case, null for all
	 * @return in the order of name and version
	 * @throws IOException if the control plane cannot be reached
	 */
	List<DeployedApi> list(@Nullable String searchKey) throws IOException {
		String part = (searchKey != null) ? searchKey.toLowerCase(Locale.ROOT) : "";
		return all().stream()
			.filter((api) -> api.name().toLowerCase(Locale.ROOT).contains(part))
			.sorted(Comparator.comparing(DeployedApi::name).thenComparing(DeployedApi::version))
			.toList();
	}

	/**
	 * Finds one.
	 * @param name its name, or name and version as {@code name:v1.0.0}
	 * @return the API, empty where none is so named
	 * @throws IOException if the control plane cannot be reached
	 */
	Optional<DeployedApi> find(String name) throws IOException {
		return all().stream()
			.filter((api) -> api.name().equals(name) || (api.name() + ":v" + api.version()).equals(name))
			.findFirst();
	}

	private List<DeployedApi> all() throws IOException {
		try {
			return this.feed.changesSince(0, Duration.ZERO)
				.changes()
				.stream()
				.map(Change::entry)
				.filter(DeployedApi.class::isInstance)
				.map(DeployedApi.class::cast)
				.toList();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("interrupted", ex);
		}
	}

}
