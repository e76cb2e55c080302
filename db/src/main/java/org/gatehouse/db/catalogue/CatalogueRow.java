package org.gatehouse.db.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.gatehouse.common.api.LifecycleState;
import org.jspecify.annotations.Nullable;

/**
 * An API version as the catalogue lists it.
 *
 * @param id the API version
 * @param apiId the API that it is a version of
 * @param name the API's name
 * @param context the URL prefix without the version
 * @param version the version
 * @param description what it is about, null where the provider said nothing
 * @param provider who publishes it
 * @param state where it is in its life
 * @param visibility {@code PUBLIC}, {@code RESTRICTED} or {@code PRIVATE}
 * @param tags its tags
 * @param tiers the names of the subscription tiers offered, in alphabetical order
 * @param transports {@code http}, {@code https} or both
 * @param defaultVersion true if it also answers without the version in the URL
 * @param production true where it has a production endpoint
 * @param sandbox true where it has a sandbox endpoint
 * @param createdAt when it was made
 * @param updatedAt when it was last changed
 */
public record CatalogueRow(UUID id, UUID apiId, String name, String context, String version,
		@Nullable String description, String provider, LifecycleState state, String visibility, List<String> tags,
		List<String> tiers, Set<String> transports, boolean defaultVersion, boolean production, boolean sandbox,
		Instant createdAt, Instant updatedAt) {

	public CatalogueRow {
		tags = List.copyOf(tags);
		tiers = List.copyOf(tiers);
		transports = Set.copyOf(transports);
	}

}
