package org.gatehouse.db.identity;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
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

	/**
	 * Finds roles by their names.
	 * @param pattern a pattern of {@code like}, in lower case, with backslash as escape
	 * @param page which part; must not sort
	 * @return the roles in the order of their names
	 */
	@Query("select r from Role r where lower(r.name) like :pattern escape '\\' order by lower(r.name)")
	Page<Role> search(String pattern, Pageable page);

	/**
	 * Takes a role away from all its members.
	 * @param roleId the role
	 */
	@Modifying(flushAutomatically = true, clearAutomatically = true)
	@NativeQuery("delete from user_role where role_id = :roleId")
	void removeMembers(UUID roleId);

}
