package org.gatehouse.publisher.deployment;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A revision of an API version.
 *
 * @param id the revision
 * @param number counts the version's revisions, from 1
 * @param description null where there is none
 * @param createdBy the user who fixed it
 * @param createdAt when it was fixed
 * @param deployed true if it is the one that is deployed
 */
public record RevisionView(UUID id, int number, @Nullable String description, String createdBy, Instant createdAt,
		boolean deployed) {

}
