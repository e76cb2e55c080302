package org.gatehouse.store.catalogue;

import org.gatehouse.common.tier.Quota;
import org.jspecify.annotations.Nullable;

/**
 * A tier as consumers choose it.
 *
 * @param name its name
 * @param displayName what people read
 * @param description more about it, null where there is none
 * @param quota how much passes
 * @param stopOnQuotaReach false if calls beyond the quota pass all the same
 * @param permitted whether the one who asks may subscribe on it
 */
public record OfferedTier(String name, String displayName, @Nullable String description, Quota quota,
		boolean stopOnQuotaReach, boolean permitted) {

	/**
	 * The quota in words.
	 * @return such as {@code 20 requests per minute}
	 */
	public String limit() {
		return switch (this.quota) {
			case Quota.Unlimited _ -> "unlimited requests";
			case Quota.Requests requests ->
				requests.count() + ((requests.count() == 1) ? " request per " : " requests per ")
						+ TimeUnits.inWords(requests.window());
			case Quota.Bandwidth bandwidth ->
				bytes(bandwidth.bytes()) + " per " + TimeUnits.inWords(bandwidth.window());
		};
	}

	private static String bytes(long count) {
		if (count % 1_048_576 == 0) {
			return count / 1_048_576 + " MB";
		}
		return (count % 1024 == 0) ? count / 1024 + " KB" : count + " bytes";
	}

}
