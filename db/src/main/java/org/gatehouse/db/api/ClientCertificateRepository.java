package org.gatehouse.db.api;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;

/**
 * The client certificates of the bound tenant.
 */
public interface ClientCertificateRepository extends JpaRepository<ClientCertificate, UUID> {

	@EntityGraph(attributePaths = "tier")
	List<ClientCertificate> findByApiVersionIdOrderByAlias(UUID apiVersionId);

	@EntityGraph(attributePaths = "tier")
	Optional<ClientCertificate> findByApiVersionIdAndAlias(UUID apiVersionId, String alias);

	boolean existsByApiVersionIdAndFingerprint(UUID apiVersionId, String fingerprint);

}
