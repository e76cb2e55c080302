package org.gatehouse.db.identity;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

/**
 * The users of the bound tenant.
 */
public interface UserAccountRepository extends JpaRepository<UserAccount, UUID>, JpaSpecificationExecutor<UserAccount> {

	@EntityGraph(attributePaths = "roles")
	Optional<UserAccount> findByUserNameIgnoreCase(String userName);

	/**
	 * Reads a user whom no other transaction changes until this one ends.
	 * @param id the user
	 * @return the user, empty where there is none
	 */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select u from UserAccount u where u.id = :id")
	Optional<UserAccount> lockById(UUID id);

	/**
	 * Tells which identifiers are those of users.
	 * @param ids the identifiers
	 * @return those of users
	 */
	@Query("select u.id from UserAccount u where u.id in :ids")
	Set<UUID> findPresentIds(Collection<UUID> ids);

	/**
	 * Reads who holds some roles.
	 * @param roleIds the roles
	 * @param limit how many pairs at most
	 * @return pairs in the order of the users' names
	 */
	@Query("""
			select new org.gatehouse.db.identity.Membership(r.id, u.id, u.userName)
			from UserAccount u join u.roles r where r.id in :roleIds order by lower(u.userName)""")
	List<Membership> findMemberships(Collection<UUID> roleIds, Limit limit);

	/**
	 * Finds users by their names.
	 * @param pattern a pattern of {@code like}, in lower case, with backslash as escape
	 * @param page which part; must not sort
	 * @return the users in the order of their names, their roles not read yet
	 */
	@Query("select u from UserAccount u where lower(u.userName) like :pattern escape '\\' order by lower(u.userName)")
	Page<UserAccount> search(String pattern, Pageable page);

	/**
	 * Reads users with their roles.
	 * @param ids the users
	 * @return those that exist, in no order
	 */
	@Query("select distinct u from UserAccount u left join fetch u.roles where u.id in :ids")
	List<UserAccount> findWithRoles(Collection<UUID> ids);

	/**
	 * The members of a role.
	 * @param roleId the role
	 * @return the users in the order of their names
	 */
	@Query("select u from UserAccount u join u.roles r where r.id = :roleId order by lower(u.userName)")
	List<UserAccount> findMembers(UUID roleId);

	/**
	 * Counts the platform's own users who hold a role and can sign in: those of
	 * directories cannot while the directory does not answer.
	 * @param roleId the role
	 * @return how many there are
	 */
	@Query("select count(u) from UserAccount u join u.roles r where r.id = :roleId and u.enabled and u.storeId is null")
	long countEnabledMembers(UUID roleId);

	/**
	 * Finds the row of an entry of a directory, its roles not read yet.
	 * @param storeId the directory
	 * @param storeEntry what the directory knows the entry by
	 * @return the user, empty where it was never seen
	 */
	Optional<UserAccount> findByStoreIdAndStoreEntry(UUID storeId, String storeEntry);

	/**
	 * Finds whose a name is, without reading the user.
	 * @param lowerCaseName the name in lower case
	 * @return the user, empty where there is none
	 */
	@Query("select u.id from UserAccount u where lower(u.userName) = :lowerCaseName")
	Optional<UUID> findIdByName(String lowerCaseName);

	/**
	 * Reads the users of a directory, their roles not read yet.
	 * @param storeId the directory
	 * @return all whom it ever showed
	 */
	List<UserAccount> findByStoreId(UUID storeId);

	/**
	 * Counts the users of a directory.
	 * @param storeId the directory
	 * @return how many it ever showed
	 */
	long countByStoreId(UUID storeId);

	/**
	 * Removes the users of a directory, none of whom may own an application.
	 * @param storeId the directory
	 */
	@Modifying(flushAutomatically = true, clearAutomatically = true)
	@NativeQuery("delete from user_account where store_id = :storeId")
	void deleteByStore(UUID storeId);

	/**
	 * Finds who somebody may be who forgot the password.
	 * @param who a user name or an e-mail address, in lower case
	 * @param limit how many at most
	 * @return the users, the oldest account first
	 */
	@Query("select u from UserAccount u where lower(u.userName) = :who or lower(u.email) = :who order by u.createdAt")
	List<UserAccount> findForRecovery(String who, Limit limit);

	/**
	 * Removes the accounts whose e-mail address nobody confirmed in time.
	 * @param now the time
	 * @return how many went
	 */
	@Transactional
	@Modifying(flushAutomatically = true, clearAutomatically = true)
	@NativeQuery("""
			delete from user_account u where u.unconfirmed_until < :now
			and not exists (select 1 from application a where a.owner_id = u.id)""")
	int deleteUnconfirmed(Instant now);

}
