package org.gatehouse.db.application;

import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;

/**
 * The applications of the bound tenant.
 */
public interface ApplicationRepository extends JpaRepository<Application, UUID> {

	@EntityGraph(attributePaths = { "owner", "tier" })
	Optional<Application> findByIdAndOwnerId(UUID id, UUID ownerId);

	@EntityGraph(attributePaths = { "owner", "tier" })
	Optional<Application> findByOwnerIdAndNameIgnoreCase(UUID ownerId, String name);

}
