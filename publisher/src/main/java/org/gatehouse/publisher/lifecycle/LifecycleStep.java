package org.gatehouse.publisher.lifecycle;

import java.time.Instant;

import org.gatehouse.common.api.LifecycleState;

/**
 * A step that an API version took.
 *
 * @param action what was done, a wire name of {@link LifecycleState.Action}
 * @param from the state before
 * @param to the state after
 * @param actor the user who did it
 * @param happenedAt when
 */
public record LifecycleStep(String action, LifecycleState from, LifecycleState to, String actor, Instant happenedAt) {

}
