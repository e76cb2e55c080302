package org.gatehouse.db.api;

import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.JpaRepository;

/**
 * The APIs of the bound tenant.
 */
public interface ApiRepository extends JpaRepository<Api, UUID> {

	Optional<Api> findByNameIgnoreCase(String name);

	Optional<Api> findByContextIgnoreCase(String context);

}
