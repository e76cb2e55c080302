package org.gatehouse.db.tier;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.gatehouse.common.tier.TierLevel;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;

/**
 * The tiers of the bound tenant.
 */
public interface TierRepository extends JpaRepository<Tier, UUID> {

	@EntityGraph(attributePaths = "permissionRoles")
	Optional<Tier> findByLevelAndName(TierLevel level, String name);

	@EntityGraph(attributePaths = "permissionRoles")
	List<Tier> findByLevelOrderByName(TierLevel level);

	List<Tier> findByLevelAndNameIn(TierLevel level, Collection<String> names);

}
