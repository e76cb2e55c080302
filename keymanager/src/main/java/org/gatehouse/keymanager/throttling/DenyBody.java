package org.gatehouse.keymanager.throttling;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.gatehouse.common.tier.Denied;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The contract's {@code BlockingCondition}, as typed.
 *
 * @param conditionId not looked at
 * @param conditionType API, APPLICATION, IP, IPRANGE or USER
 * @param conditionValue {@code /context/version}, {@code owner:application} or a user's
 * name as a string; of addresses an object
 * @param conditionStatus false for a rule that is switched off
 */
record DenyBody(@Nullable String conditionId, @Nullable String conditionType, @Nullable JsonNode conditionValue,
		@Nullable Boolean conditionStatus) {

	/**
	 * The contract's {@code BlockingConditionStatus}.
	 *
	 * @param conditionId not looked at
	 * @param conditionStatus whether the rule is in force
	 */
	record Status(@Nullable String conditionId, @Nullable Boolean conditionStatus) {

	}

	/**
	 * The same as answered.
	 *
	 * @param conditionId the rule
	 * @param conditionType what it is about
	 * @param conditionValue a string, or of addresses an object
	 * @param conditionStatus whether it is in force
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Answer(String conditionId, String conditionType, Object conditionValue, boolean conditionStatus) {

		static Answer of(DenyView rule) {
			return new Answer(rule.id().toString(), rule.kind().name(), value(rule), rule.active());
		}

		private static Object value(DenyView rule) {
			if (!(rule.denied() instanceof Denied.Address address)) {
				return rule.value();
			}
			Map<String, Object> value = new LinkedHashMap<>();
			switch (rule.kind()) {
				case IP -> value.put("fixedIp", address.range().first());
				case IPRANGE -> {
					value.put("startingIp", address.range().first());
					value.put("endingIp", address.range().last());
				}
				case API, APPLICATION, USER -> {
				}
			}
			value.put("invert", address.inverted());
			return value;
		}

	}

}
