package org.gatehouse.db.identity;

import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;

/**
 * The users of the bound tenant.
 */
public interface UserAccountRepository extends JpaRepository<UserAccount, UUID> {

	@EntityGraph(attributePaths = "roles")
	Optional<UserAccount> findByUserNameIgnoreCase(String userName);

}
