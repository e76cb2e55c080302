package org.gatehouse.db.tenant;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.repository.Repository;

/**
 * The tenants of the installation; they belong to no tenant themselves.
 */
public interface TenantRepository extends Repository<Tenant, UUID> {

	Tenant save(Tenant tenant);

	Optional<Tenant> findById(UUID id);

	List<Tenant> findAll();

	Optional<Tenant> findByDomain(String domain);

}
