package org.gatehouse.store.catalogue;

import java.util.List;
import java.util.Set;

import org.gatehouse.common.tier.TierAccess;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.db.catalogue.CatalogueRow;
import org.gatehouse.db.tier.Tier;
import org.gatehouse.db.tier.TierRepository;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The tiers that consumers choose from.
 */
@Service
@Transactional(readOnly = true)
public class TierOffers {

	private final TierRepository tiers;

	TierOffers(TierRepository tiers) {
		this.tiers = tiers;
	}

	/**
	 * The tiers of a level. Of the subscription level only those are listed that are open
	 * to the one who asks.
	 * @param user who asks, null for an anonymous visitor
	 * @param level which level
	 * @return the tiers by name
	 */
	public List<OfferedTier> ofLevel(@Nullable SignedInUser user, TierLevel level) {
		return this.tiers.findByLevelOrderByName(level)
			.stream()
			.map((tier) -> offer(user, tier))
			.filter(OfferedTier::permitted)
			.toList();
	}

	/**
	 * One tier.
	 * @param user who asks, null for an anonymous visitor
	 * @param level its level
	 * @param name its name
	 * @return the tier
	 * @throws NotFound if there is none that is open to the one who asks
	 */
	public OfferedTier get(@Nullable SignedInUser user, TierLevel level, String name) {
		return this.tiers.findByLevelAndName(level, name)
			.map((tier) -> offer(user, tier))
			.filter(OfferedTier::permitted)
			.orElseThrow(() -> NotFound.of("Throttling policy", name));
	}

	/**
	 * The subscription tiers that an API version is offered on, those too that are not
	 * open to the one who asks.
	 * @param user who asks, null for an anonymous visitor
	 * @param api the API version
	 * @return the tiers by name
	 */
	public List<OfferedTier> ofApi(@Nullable SignedInUser user, CatalogueRow api) {
		return this.tiers.findByLevelOrderByName(TierLevel.SUBSCRIPTION)
			.stream()
			.filter((tier) -> api.tiers().contains(tier.name()))
			.map((tier) -> offer(user, tier))
			.toList();
	}

	private static OfferedTier offer(@Nullable SignedInUser user, Tier tier) {
		Set<String> roles = (user != null) ? user.roles() : Set.of();
		boolean permitted = tier.level() != TierLevel.SUBSCRIPTION || TierAccess.permits(tier.permission(), roles);
		return new OfferedTier(tier.name(), tier.displayName(), tier.description(), tier.quota(), tier.limits().burst(),
				tier.stopsOnQuotaReach(), permitted);
	}

}
