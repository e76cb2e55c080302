package org.gatehouse.db.api;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.JpaRepository;

/**
 * The revisions of the bound tenant's API versions.
 */
public interface ApiRevisionRepository extends JpaRepository<ApiRevision, UUID> {

	List<ApiRevision> findByApiVersionIdOrderByNumberDesc(UUID apiVersionId);

	Optional<ApiRevision> findFirstByApiVersionIdOrderByNumberDesc(UUID apiVersionId);

}
