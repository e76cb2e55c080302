package org.gatehouse.db.certificate;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.JpaRepository;

/**
 * The certificates of the bound tenant.
 */
public interface UploadedCertificateRepository extends JpaRepository<UploadedCertificate, UUID> {

	/**
	 * Lists them.
	 * @return all by their names; there are few
	 */
	List<UploadedCertificate> findAllByOrderByAlias();

	Optional<UploadedCertificate> findByAlias(String alias);

}
