package org.gatehouse.publisher.design;

import java.time.Instant;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.api.LifecycleState;

/**
 * The working copy of an API version as its provider sees it.
 *
 * @param id the API version
 * @param design the working copy; its {@code defaultVersion} tells whether it is marked
 * @param liveDefault true if calls without a version in the URL go to it now
 * @param provider the user who made it
 * @param state where it is in its life
 * @param edition counts the changes; what an edit must name to be sure that it overwrites
 * nobody's
 * @param createdAt when it was made
 * @param updatedAt when it was last changed
 */
public record ApiView(ApiId id, ApiDesign design, boolean liveDefault, String provider, LifecycleState state,
		long edition, Instant createdAt, Instant updatedAt) {

}
