package org.gatehouse.db.tier;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;
import org.gatehouse.common.tier.TierLevel;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/**
 * The tiers of the bound tenant.
 */
public interface TierRepository extends JpaRepository<Tier, UUID> {

	@EntityGraph(attributePaths = "permissionRoles")
	Optional<Tier> findByLevelAndName(TierLevel level, String name);

	@EntityGraph(attributePaths = "permissionRoles")
	List<Tier> findByLevelOrderByName(TierLevel level);

	List<Tier> findByLevelAndNameIn(TierLevel level, Collection<String> names);

	/**
	 * Finds a tier and keeps everybody else from choosing it until the transaction ends.
	 * @param id the tier
	 * @return the tier
	 */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select t from Tier t where t.id = :id")
	Optional<Tier> lock(UUID id);

	/**
	 * Finds a tier and keeps it from being deleted until the transaction ends.
	 * @param level what it limits
	 * @param name its name
	 * @return the tier
	 */
	@Lock(LockModeType.PESSIMISTIC_READ)
	@Query("select t from Tier t where t.level = :level and t.name = :name")
	Optional<Tier> choose(TierLevel level, String name);

}
