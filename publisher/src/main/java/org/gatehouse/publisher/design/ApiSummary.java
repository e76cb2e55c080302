package org.gatehouse.publisher.design;

import java.time.Instant;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.api.LifecycleState;
import org.jspecify.annotations.Nullable;

/**
 * An API version in a list.
 *
 * @param id the API version
 * @param name the API's name
 * @param context the URL prefix without the version
 * @param version the version
 * @param description null where there is none
 * @param provider the user who made it
 * @param state where it is in its life
 * @param defaultVersion true if it is marked as the default version
 * @param createdAt when it was made
 * @param updatedAt when it was last changed
 */
public record ApiSummary(ApiId id, String name, String context, String version, @Nullable String description,
		String provider, LifecycleState state, boolean defaultVersion, Instant createdAt, Instant updatedAt) {

}
