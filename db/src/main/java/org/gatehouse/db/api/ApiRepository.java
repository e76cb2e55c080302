package org.gatehouse.db.api;

import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/**
 * The APIs of the bound tenant.
 */
public interface ApiRepository extends JpaRepository<Api, UUID> {

	Optional<Api> findByNameIgnoreCase(String name);

	Optional<Api> findByContextIgnoreCase(String context);

	/**
	 * Locks the API that a version belongs to until the transaction ends. Whoever changes
	 * an API, one of its versions, their revisions or deployments does this first, so
	 * that such changes happen one after the other.
	 * @param versionId the API version
	 * @return the API, empty where there is no such version
	 */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select a from Api a where a.id = (select v.api.id from ApiVersion v where v.id = :versionId)")
	Optional<Api> lockByVersion(UUID versionId);

}
