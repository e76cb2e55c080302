package org.gatehouse.db.tenant;

import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.JpaRepository;

/**
 * The settings of the bound tenant.
 */
public interface TenantSettingRepository extends JpaRepository<TenantSetting, UUID> {

	Optional<TenantSetting> findByName(String name);

}
