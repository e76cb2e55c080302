package org.gatehouse.common.tier;

import java.util.List;

/**
 * The calls for which an advanced policy has a quota of their own: those for which all
 * conditions hold.
 *
 * @param description what people read, may be empty
 * @param conditions at least one
 * @param quota how much of these calls passes
 */
public record ConditionGroup(String description, List<Condition> conditions, Quota quota) {

	public ConditionGroup {
		conditions = List.copyOf(conditions);
		if (conditions.isEmpty()) {
			throw new IllegalArgumentException("conditions: none (expected: at least one)");
		}
	}

}
