package org.gatehouse.db.api;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;

/**
 * The deployments of the bound tenant's API versions.
 */
public interface ApiDeploymentRepository extends JpaRepository<ApiDeployment, UUID> {

	@EntityGraph(attributePaths = "revision")
	List<ApiDeployment> findByApiVersionId(UUID apiVersionId);

	@EntityGraph(attributePaths = "revision")
	Optional<ApiDeployment> findByApiVersionIdAndEnvironment(UUID apiVersionId, String environment);

}
