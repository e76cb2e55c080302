package org.gatehouse.keymanager.throttling;

import org.gatehouse.common.tier.IpRange;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * What addresses can be.
 */
final class AddressRules {

	private AddressRules() {
	}

	/**
	 * Checks a single address.
	 * @param field where it stands
	 * @param typed as typed
	 * @param problems what is wrong with it
	 * @return the address, null where something is wrong
	 */
	static @Nullable IpRange single(String field, @Nullable String typed, BadRequest.Collector problems) {
		String address = (typed != null) ? typed.strip() : "";
		try {
			return new IpRange(address, address);
		}
		catch (IllegalArgumentException _) {
			problems.reject(field, typed, "one IPv4 or IPv6 address");
			return null;
		}
	}

	/**
	 * Checks a range, of which the start may be a whole block.
	 * @param startField where the first address stands
	 * @param start as typed; a block in CIDR notation where there is no end
	 * @param endField where the last address stands
	 * @param end as typed
	 * @param problems what is wrong with it
	 * @return the range, null where something is wrong
	 */
	static @Nullable IpRange range(String startField, @Nullable String start, String endField, @Nullable String end,
			BadRequest.Collector problems) {
		boolean block = start != null && start.contains("/") && (end == null || end.isBlank());
		if (block) {
			return any(startField, start, problems);
		}
		IpRange first = single(startField, start, problems);
		IpRange last = single(endField, end, problems);
		if (first == null || last == null) {
			return null;
		}
		try {
			return new IpRange(first.first(), last.last());
		}
		catch (IllegalArgumentException _) {
			problems.reject(endField, end, "an address of the same family as " + start + ", not before it");
			return null;
		}
	}

	/**
	 * Checks an address, a range or a block, whatever of them was typed.
	 * @param field where it stands
	 * @param typed as typed
	 * @param problems what is wrong with it
	 * @return the addresses, null where something is wrong
	 */
	static @Nullable IpRange any(String field, @Nullable String typed, BadRequest.Collector problems) {
		try {
			return IpRange.of((typed != null) ? typed.strip() : "");
		}
		catch (IllegalArgumentException _) {
			problems.reject(field, typed,
					"an address (10.1.1.1), a range (10.1.1.1 - 10.1.1.9) or a block (10.1.1.0/27)");
			return null;
		}
	}

}
