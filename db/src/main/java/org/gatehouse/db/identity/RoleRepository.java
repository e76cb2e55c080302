package org.gatehouse.db.identity;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;

/**
 * The roles of the bound tenant.
 */
public interface RoleRepository extends JpaRepository<Role, UUID>, JpaSpecificationExecutor<Role> {

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
	 * Reads a role that no other transaction changes until this one ends.
	 * @param id the role
	 * @return the role, empty where there is none
	 */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select r from Role r where r.id = :id")
	Optional<Role> lockById(UUID id);

	/**
	 * Notes that a role was changed.
	 * @param roleId the role
	 * @param now the time
	 */
	@Modifying(flushAutomatically = true, clearAutomatically = true)
	@Query("update Role r set r.updatedAt = :now where r.id = :roleId")
	void touch(UUID roleId, Instant now);

	/**
	 * Gives a role to users.
	 * @param roleId the role
	 * @param userIds the users, at least one
	 * @return how many did not hold it before
	 */
	@Modifying(flushAutomatically = true, clearAutomatically = true)
	@NativeQuery("""
			insert into user_role (user_id, role_id)
			select u.id, r.id from user_account u join role r on r.tenant_id = u.tenant_id
			where r.id = :roleId and u.id in (:userIds) on conflict do nothing""")
	int addMembers(UUID roleId, Collection<UUID> userIds);

	/**
	 * Takes a role away from some of its members.
	 * @param roleId the role
	 * @param userIds the users, at least one
	 * @return how many held it before
	 */
	@Modifying(flushAutomatically = true, clearAutomatically = true)
	@NativeQuery("delete from user_role where role_id = :roleId and user_id in (:userIds)")
	int removeMembers(UUID roleId, Collection<UUID> userIds);

	/**
	 * Takes a role away from all its members but some.
	 * @param roleId the role
	 * @param userIds the users who keep it, at least one
	 * @return how many lost it
	 */
	@Modifying(flushAutomatically = true, clearAutomatically = true)
	@NativeQuery("delete from user_role where role_id = :roleId and user_id not in (:userIds)")
	int removeMembersExcept(UUID roleId, Collection<UUID> userIds);

	/**
	 * Takes a role away from all its members.
	 * @param roleId the role
	 * @return how many held it
	 */
	@Modifying(flushAutomatically = true, clearAutomatically = true)
	@NativeQuery("delete from user_role where role_id = :roleId")
	int removeMembers(UUID roleId);

}
