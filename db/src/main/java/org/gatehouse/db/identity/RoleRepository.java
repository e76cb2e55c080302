package org.gatehouse.db.identity;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/**
 * The roles of the bound tenant.
 */
public interface RoleRepository extends JpaRepository<Role, UUID> {

	Optional<Role> findByNameIgnoreCase(String name);

	/**
	 * Finds roles by their names.
	 * @param lowerCaseNames the names in lower case
	 * @return those that exist
	 */
	@Query("select r from Role r where lower(r.name) in :lowerCaseNames")
	List<Role> findByLowerCaseNames(Collection<String> lowerCaseNames);

	List<Role> findAllByOrderByName();

}
