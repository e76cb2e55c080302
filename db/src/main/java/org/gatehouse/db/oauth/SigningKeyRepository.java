package org.gatehouse.db.oauth;

import java.util.List;

import org.springframework.data.jpa.repository.JpaRepository;

/**
 * The signing keys of the bound tenant.
 */
public interface SigningKeyRepository extends JpaRepository<SigningKey, String> {

	List<SigningKey> findByRetiredAtIsNullOrderByCreatedAtDesc();

}
