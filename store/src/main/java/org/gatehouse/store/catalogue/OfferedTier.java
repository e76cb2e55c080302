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
 * @param burst how much in a short time besides, null for any number
 * @param stopOnQuotaReach false if calls beyond the quota pass all the same
 * @param permitted whether the one who asks may subscribe on it
 */
public record OfferedTier(String name, String displayName, @Nullable String description, Quota quota,
		Quota.@Nullable Requests burst, boolean stopOnQuotaReach, boolean permitted) {

	/**
	 * What passes in words.
	 * @return such as {@code 20 requests per minute}
	 */
	public String limit() {
		return (this.burst != null) ? this.quota.inWords() + ", at most " + this.burst.inWords() : this.quota.inWords();
	}

}
