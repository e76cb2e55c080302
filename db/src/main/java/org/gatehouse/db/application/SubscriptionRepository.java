package org.gatehouse.db.application;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;

/**
 * The subscriptions of the bound tenant.
 */
public interface SubscriptionRepository extends JpaRepository<Subscription, UUID> {

	@EntityGraph(attributePaths = { "application", "application.owner", "apiVersion", "apiVersion.api", "tier" })
	Page<Subscription> findByApiVersionId(UUID apiVersionId, Pageable page);

	@EntityGraph(attributePaths = { "application", "apiVersion", "apiVersion.api", "tier" })
	List<Subscription> findByApplicationId(UUID applicationId);

	Optional<Subscription> findByApplicationIdAndApiVersionId(UUID applicationId, UUID apiVersionId);

	long countByApiVersionId(UUID apiVersionId);

}
