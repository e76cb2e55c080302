package org.gatehouse.keymanager.throttling;

import java.util.UUID;

import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.TierAccess;
import org.gatehouse.db.tier.Tier;
import org.jspecify.annotations.Nullable;

/**
 * A policy as administrators see it.
 *
 * @param id the policy
 * @param kind what it limits
 * @param name unique among the policies of the kind
 * @param displayName what people read
 * @param description null where there is none
 * @param limits what passes
 * @param permission who may subscribe on it, null for everybody
 * @param edition counts the changes
 */
record PolicyView(UUID id, PolicyKind kind, String name, String displayName, @Nullable String description,
		Tier.Limits limits, TierAccess.@Nullable Permission permission, long edition) {

	static PolicyView of(Tier tier) {
		return new PolicyView(tier.getId(), PolicyKind.of(tier.level()), tier.name(), tier.displayName(),
				tier.description(), tier.limits(), tier.permission(), tier.rowVersion());
	}

	/**
	 * For templates: whether it is what everything has that nobody chose a policy for.
	 */
	public boolean isUnlimited() {
		return this.name.equals(Tier.UNLIMITED);
	}

	/** For templates: whether not everything passes. */
	public boolean limited() {
		return !(this.limits.quota() instanceof Quota.Unlimited);
	}

	/** For templates: how much in a short time, in words. */
	public String burst() {
		Quota.Requests burst = this.limits.burst();
		return (burst != null) ? burst.inWords() : "–";
	}

	/** For templates: how much passes, in words. */
	public String limit() {
		return this.limits.quota().inWords();
	}

}
