package org.gatehouse.publisher.lifecycle;

import java.util.Map;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.api.DeprecationNotice;
import org.gatehouse.common.api.LifecycleState;

/**
 * Where an API version is in its life.
 *
 * @param id the API version
 * @param state the present state
 * @param transitions what can be done now, with the state that it leads to
 * @param checklistOffered true if publishing would take a {@link Checklist}
 * @param notice what callers are told of its end
 * @param edition counts the changes of the API version
 */
public record LifecycleView(ApiId id, LifecycleState state, Map<LifecycleState.Action, LifecycleState> transitions,
		boolean checklistOffered, DeprecationNotice notice, long edition) {

}
