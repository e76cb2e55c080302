package org.gatehouse.db.api;

import java.util.List;
import java.util.UUID;

import org.springframework.data.jpa.repository.JpaRepository;

/**
 * The history of the bound tenant's API versions.
 */
public interface LifecycleEventRepository extends JpaRepository<LifecycleEvent, UUID> {

	List<LifecycleEvent> findByApiVersionIdOrderByHappenedAtDesc(UUID apiVersionId);

}
