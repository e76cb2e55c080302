package org.gatehouse.common.api;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where an API version is in its life, and what can be done with it there. Transitions
 * are those of WSO2's {@code APILifeCycle.xml}.
 */
public enum LifecycleState {

	CREATED, PROTOTYPED, PUBLISHED, BLOCKED, DEPRECATED, RETIRED;

	/**
	 * What a publisher can do. The wire names are those of {@code change-lifecycle}.
	 */
	public enum Action {

		PUBLISH("Publish"), DEPLOY_AS_PROTOTYPE("Deploy as a Prototype"), DEMOTE_TO_CREATED("Demote to Created"),
		BLOCK("Block"), RE_PUBLISH("Re-Publish"), DEPRECATE("Deprecate"), RETIRE("Retire");

		private final String wireName;

		Action(String wireName) {
			this.wireName = wireName;
		}

		/**
		 * The name in REST.
		 * @return such as {@code Deploy as a Prototype}
		 */
		public String wireName() {
			return this.wireName;
		}

		/**
		 * Reads a wire name.
		 * @param name a wire name in any case
		 * @return the action
		 * @throws IllegalArgumentException for any other name
		 */
		public static Action fromWireName(String name) {
			for (Action action : values()) {
				if (action.wireName.equalsIgnoreCase(name)) {
					return action;
				}
			}
			throw new IllegalArgumentException("action: '" + name
					+ "' (expected: Publish, Deploy as a Prototype, Demote to Created, Block, Re-Publish, Deprecate or Retire)");
		}

	}

	/**
	 * The legal moves from here.
	 * @return each possible action with the state that it leads to, in the order in which
	 * a page offers them
	 */
	public Map<Action, LifecycleState> transitions() {
		Map<Action, LifecycleState> moves = new EnumMap<>(Action.class);
		switch (this) {
			case CREATED -> {
				moves.put(Action.PUBLISH, PUBLISHED);
				moves.put(Action.DEPLOY_AS_PROTOTYPE, PROTOTYPED);
			}
			case PROTOTYPED -> {
				moves.put(Action.PUBLISH, PUBLISHED);
				moves.put(Action.DEPLOY_AS_PROTOTYPE, PROTOTYPED);
				moves.put(Action.DEMOTE_TO_CREATED, CREATED);
			}
			case PUBLISHED -> {
				moves.put(Action.PUBLISH, PUBLISHED);
				moves.put(Action.DEPLOY_AS_PROTOTYPE, PROTOTYPED);
				moves.put(Action.DEMOTE_TO_CREATED, CREATED);
				moves.put(Action.BLOCK, BLOCKED);
				moves.put(Action.DEPRECATE, DEPRECATED);
			}
			case BLOCKED -> {
				moves.put(Action.RE_PUBLISH, PUBLISHED);
				moves.put(Action.DEPRECATE, DEPRECATED);
			}
			case DEPRECATED -> moves.put(Action.RETIRE, RETIRED);
			case RETIRED -> {
			}
		}
		return moves;
	}

	/**
	 * Moves on.
	 * @param action what is done
	 * @return the state after it
	 * @throws IllegalStateException if the action is not possible here
	 */
	public LifecycleState after(Action action) {
		LifecycleState next = transitions().get(action);
		if (next == null) {
			throw new IllegalStateException("action: '" + action.wireName() + "' is not possible in state " + this
					+ " (expected: " + transitions().keySet().stream().map(Action::wireName).toList() + ")");
		}
		return Objects.requireNonNull(next);
	}

	/**
	 * Tells whether the store lists an API in this state.
	 * @return true for published and prototyped APIs
	 */
	public boolean isListed() {
		return this == PUBLISHED || this == PROTOTYPED;
	}

	/**
	 * Tells whether a gateway knows an API in this state; a blocked one is known, and
	 * refused.
	 * @return false for created and retired APIs
	 */
	public boolean isDeployable() {
		return this != CREATED && this != RETIRED;
	}

}
