package org.gatehouse.db.application;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.gatehouse.common.application.KeyType;
import org.springframework.data.jpa.repository.JpaRepository;

/**
 * The API keys of the bound tenant.
 */
public interface ApiKeyRepository extends JpaRepository<ApiKey, UUID> {

	List<ApiKey> findByApplicationId(UUID applicationId);

	List<ApiKey> findByApplicationIdAndKeyTypeOrderByCreatedAtDesc(UUID applicationId, KeyType keyType);

	Optional<ApiKey> findByIdAndApplicationIdAndKeyType(UUID id, UUID applicationId, KeyType keyType);

	Optional<ApiKey> findByKeyHashAndApplicationIdAndKeyType(String keyHash, UUID applicationId, KeyType keyType);

}
