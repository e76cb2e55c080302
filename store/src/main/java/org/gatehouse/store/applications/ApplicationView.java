package org.gatehouse.store.applications;

import java.time.Instant;
import java.util.UUID;

import org.gatehouse.common.application.TokenFormat;
import org.jspecify.annotations.Nullable;

/**
 * An application as its owner sees it.
 *
 * @param id the application
 * @param name its name
 * @param tier the name of its application tier
 * @param description more about it, null where there is none
 * @param tokenFormat what its tokens look like
 * @param owner the user who owns it
 * @param subscriptions how many APIs it subscribes to
 * @param keys how many of its two keys are made
 * @param rowVersion for the entity tag
 * @param createdAt when it was made
 * @param updatedAt when it was last changed
 */
public record ApplicationView(UUID id, String name, String tier, @Nullable String description, TokenFormat tokenFormat,
		String owner, long subscriptions, long keys, long rowVersion, Instant createdAt, Instant updatedAt) {
}
