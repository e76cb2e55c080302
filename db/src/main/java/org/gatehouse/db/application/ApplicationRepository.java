package org.gatehouse.db.application;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/**
 * The applications of the bound tenant.
 */
public interface ApplicationRepository extends JpaRepository<Application, UUID> {

	@EntityGraph(attributePaths = { "owner", "tier" })
	Optional<Application> findByIdAndOwnerId(UUID id, UUID ownerId);

	@EntityGraph(attributePaths = { "owner", "tier" })
	Optional<Application> findByOwnerIdAndNameIgnoreCase(UUID ownerId, String name);

	@EntityGraph(attributePaths = { "owner", "tier" })
	Page<Application> findByOwnerIdAndNameContainingIgnoreCase(UUID ownerId, String part, Pageable page);

	/**
	 * Counts what some applications have.
	 * @param ids the applications
	 * @return a row for each of them that exists
	 */
	@Query("""
			select new org.gatehouse.db.application.ApplicationCounts(a.id,
				(select count(s) from Subscription s where s.application = a),
				(select count(c) from OAuthClient c where c.application = a))
			from Application a where a.id in :ids""")
	List<ApplicationCounts> count(Collection<UUID> ids);

	long countByOwnerStoreId(UUID storeId);

	long countByOwnerId(UUID ownerId);

}
