package org.gatehouse.keymanager.throttling;

import java.time.Instant;
import java.util.UUID;

import org.gatehouse.common.tier.Denied;
import org.gatehouse.db.deny.DenyRule;

/**
 * A deny rule as administrators see it.
 *
 * @param id the rule
 * @param kind what it is about
 * @param value what people know that by
 * @param denied what gateways know it by
 * @param inverted true if all other addresses are meant
 * @param active whether it is in force
 * @param updatedAt when it was last changed
 * @param edition counts the changes
 */
record DenyView(UUID id, DenyRule.Kind kind, String value, Denied denied, boolean inverted, boolean active,
		Instant updatedAt, long edition) {

	static DenyView of(DenyRule rule) {
		return new DenyView(rule.getId(), rule.kind(), rule.value(), rule.denied(), rule.isInverted(), rule.isActive(),
				rule.updatedAt(), rule.rowVersion());
	}

}
