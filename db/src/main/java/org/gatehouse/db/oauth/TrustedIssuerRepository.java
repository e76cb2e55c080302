package org.gatehouse.db.oauth;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.JpaRepository;

/**
 * The trusted issuers of the bound tenant.
 */
public interface TrustedIssuerRepository extends JpaRepository<TrustedIssuer, UUID> {

	Optional<TrustedIssuer> findByIssuer(String issuer);

	List<TrustedIssuer> findByOrderByName();

}
