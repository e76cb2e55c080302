package org.gatehouse.db.application;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/**
 * The subscriptions of the bound tenant.
 */
public interface SubscriptionRepository extends JpaRepository<Subscription, UUID> {

	@EntityGraph(attributePaths = { "application", "application.owner", "apiVersion", "apiVersion.api", "tier" })
	Page<Subscription> findByApiVersionId(UUID apiVersionId, Pageable page);

	@EntityGraph(attributePaths = { "application", "apiVersion", "apiVersion.api", "tier" })
	List<Subscription> findByApplicationId(UUID applicationId);

	Optional<Subscription> findByApplicationIdAndApiVersionId(UUID applicationId, UUID apiVersionId);

	@EntityGraph(attributePaths = { "application", "application.owner", "application.tier", "apiVersion",
			"apiVersion.api", "tier" })
	Optional<Subscription> findByIdAndApplicationOwnerId(UUID id, UUID ownerId);

	@EntityGraph(attributePaths = { "application", "application.owner", "application.tier", "apiVersion",
			"apiVersion.api", "tier" })
	Page<Subscription> findByApplicationOwnerId(UUID ownerId, Pageable page);

	@EntityGraph(attributePaths = { "application", "application.owner", "application.tier", "apiVersion",
			"apiVersion.api", "tier" })
	Page<Subscription> findByApplicationOwnerIdAndApplicationId(UUID ownerId, UUID applicationId, Pageable page);

	@EntityGraph(attributePaths = { "application", "application.owner", "application.tier", "apiVersion",
			"apiVersion.api", "tier" })
	Page<Subscription> findByApplicationOwnerIdAndApiVersionId(UUID ownerId, UUID apiVersionId, Pageable page);

	@EntityGraph(attributePaths = { "application", "application.owner", "application.tier", "apiVersion",
			"apiVersion.api", "tier" })
	Page<Subscription> findByApplicationOwnerIdAndApplicationIdAndApiVersionId(UUID ownerId, UUID applicationId,
			UUID apiVersionId, Pageable page);

	long countByApiVersionId(UUID apiVersionId);

	/**
	 * The subscriptions of a version, for a provider to read.
	 * @param apiVersionId the version; null for all versions of the tenant
	 * @param page which part
	 * @return the oldest first
	 */
	@EntityGraph(attributePaths = { "application", "application.owner", "tier" })
	@Query("select s from Subscription s where (:apiVersionId is null or s.apiVersion.id = :apiVersionId) order by s.createdAt, s.id")
	Page<Subscription> findForProvider(@Nullable UUID apiVersionId, Pageable page);

	/**
	 * The subscriptions of some versions.
	 * @param apiVersionIds the versions
	 * @return all of them, whatever their status
	 */
	@EntityGraph(attributePaths = { "application", "apiVersion", "tier" })
	List<Subscription> findByApiVersionIdIn(Collection<UUID> apiVersionIds);

}
