package org.gatehouse.keymanager.throttling;

import org.gatehouse.common.tier.IpRange;
import org.gatehouse.db.deny.DenyRule;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A deny rule as someone typed it, of which the form is checked, but not whether there is
 * such a thing.
 *
 * @param kind what it is about
 * @param value what people know that by
 * @param range the addresses, null where it is not about any
 * @param inverted true if all other addresses are meant
 * @param active whether it shall be in force
 */
record DenyDesign(DenyRule.Kind kind, String value, @Nullable IpRange range, boolean inverted, boolean active) {

	private static final String VALUE = "conditionValue";

	/**
	 * Reads the contract's form.
	 * @param body as typed
	 * @return the rule
	 * @throws BadRequest with every field that is wrong
	 */
	static DenyDesign of(DenyBody body) {
		DenyRule.Kind kind = kind(body.conditionType());
		boolean active = !Boolean.FALSE.equals(body.conditionStatus());
		JsonNode value = body.conditionValue();
		BadRequest.Collector problems = BadRequest.collect();
		DenyDesign design = switch (kind) {
			case API, APPLICATION, USER -> {
				boolean text = value != null && value.isString();
				problems.require(text, VALUE, (value != null) ? value.toString() : null, "a string");
				yield new DenyDesign(kind, (value != null && text) ? value.asString().strip() : "", null, false,
						active);
			}
			case IP -> addresses(kind, AddressRules.single(VALUE + ".fixedIp", text(value, "fixedIp"), problems), value,
					active, problems);
			case IPRANGE -> addresses(kind, AddressRules.range(VALUE + ".startingIp", text(value, "startingIp"),
					VALUE + ".endingIp", text(value, "endingIp"), problems), value, active, problems);
		};
		problems.throwIfAny();
		return design;
	}

	/**
	 * Reads what the page's form has, where addresses are one field.
	 * @param type API, APPLICATION, USER, or IP for any addresses
	 * @param value as typed
	 * @param inverted true if all other addresses are meant
	 * @param active whether it shall be in force
	 * @return the rule
	 * @throws BadRequest with every field that is wrong
	 */
	static DenyDesign of(String type, String value, boolean inverted, boolean active) {
		DenyRule.Kind kind = kind(type);
		BadRequest.Collector problems = BadRequest.collect();
		DenyDesign design = switch (kind) {
			case API, APPLICATION, USER -> {
				problems.require(!inverted, "invert", "true", "no inversion but of addresses");
				yield new DenyDesign(kind, value.strip(), null, false, active);
			}
			case IP, IPRANGE -> {
				IpRange range = AddressRules.any(VALUE, value, problems);
				DenyRule.Kind exact = (range != null && range.first().equals(range.last())) ? DenyRule.Kind.IP
						: DenyRule.Kind.IPRANGE;
				yield new DenyDesign(exact, (range != null) ? range.toString() : "", range, inverted, active);
			}
		};
		problems.throwIfAny();
		return design;
	}

	private static DenyDesign addresses(DenyRule.Kind kind, @Nullable IpRange range, @Nullable JsonNode value,
			boolean active, BadRequest.Collector problems) {
		JsonNode invert = (value != null) ? value.path("invert") : null;
		problems.require(invert == null || invert.isMissingNode() || invert.isNull() || invert.isBoolean(),
				VALUE + ".invert", String.valueOf(invert), "true or false");
		return new DenyDesign(kind, (range != null) ? range.toString() : "", range,
				invert != null && invert.isBoolean() && invert.asBoolean(), active);
	}

	private static @Nullable String text(@Nullable JsonNode value, String member) {
		JsonNode text = (value != null) ? value.path(member) : null;
		return (text != null && text.isString()) ? text.asString() : null;
	}

	static DenyRule.Kind kind(@Nullable String type) {
		for (DenyRule.Kind kind : DenyRule.Kind.values()) {
			if (kind.name().equals(type)) {
				return kind;
			}
		}
		throw new BadRequest("conditionType", type, "API, APPLICATION, IP, IPRANGE or USER");
	}

}
