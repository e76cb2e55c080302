package org.gatehouse.publisher.tiers;

import java.util.List;

import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.db.tier.Tier;
import org.gatehouse.db.tier.TierRepository;
import org.gatehouse.web.rest.NotFound;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The tiers of all levels, as providers choose from them. Administrators make them.
 */
@Service
public class TierService {

	private final TierRepository tiers;

	TierService(TierRepository tiers) {
		this.tiers = tiers;
	}

	/**
	 * Lists the tiers of a level.
	 * @param level what they limit
	 * @return in the order of their names
	 */
	@Transactional(readOnly = true)
	public List<TierView> list(TierLevel level) {
		return this.tiers.findByLevelOrderByName(level).stream().map(TierService::view).toList();
	}

	/**
	 * Finds a tier by name.
	 * @param level what it limits
	 * @param name its name
	 * @return the tier
	 * @throws NotFound if there is no such tier
	 */
	@Transactional(readOnly = true)
	public TierView get(TierLevel level, String name) {
		return this.tiers.findByLevelAndName(level, name)
			.map(TierService::view)
			.orElseThrow(() -> NotFound.of("tier", name));
	}

	private static TierView view(Tier tier) {
		return new TierView(tier.getId(), tier.level(), tier.name(), tier.displayName(), tier.description(),
				tier.limits(), tier.permission(), tier.rowVersion(), tier.updatedAt());
	}

}
