package org.gatehouse.db.identity;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.JpaRepository;

/**
 * The directories of the bound tenant.
 */
public interface LdapStoreRepository extends JpaRepository<LdapStore, UUID> {

	/**
	 * Lists the directories.
	 * @return all of them in their order; there are few
	 */
	List<LdapStore> findAllByOrderByRankAscDomainAsc();

	Optional<LdapStore> findByDomain(String domain);

}
