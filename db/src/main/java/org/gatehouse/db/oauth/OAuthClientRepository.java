package org.gatehouse.db.oauth;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.gatehouse.common.application.KeyType;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

/**
 * The OAuth clients of the bound tenant.
 */
public interface OAuthClientRepository extends JpaRepository<OAuthClient, UUID> {

	/**
	 * What {@link #findByClientId} and {@link #findWithOwner} fetch. Every token asks for
	 * its client, and a query with an entity graph is put together anew each time.
	 */
	String WITH_OWNER = """
			select c from OAuthClient c left join fetch c.owner o left join fetch o.roles
			left join fetch c.application left join fetch c.secrets
			""";

	@Query(WITH_OWNER + "where c.clientId = :clientId")
	Optional<OAuthClient> findByClientId(String clientId);

	@Query(WITH_OWNER + "where c.id = :id")
	Optional<OAuthClient> findWithOwner(UUID id);

	@EntityGraph(attributePaths = "owner")
	Optional<OAuthClient> findByRegistrationHash(String registrationHash);

	@Query("select c from OAuthClient c where c.owner.id = :ownerId")
	List<OAuthClient> findByOwnerId(UUID ownerId);

	@EntityGraph(attributePaths = "application")
	List<OAuthClient> findByApplicationIdOrderByKeyType(UUID applicationId);

	@EntityGraph(attributePaths = { "application", "secrets" })
	Optional<OAuthClient> findByApplicationIdAndKeyType(UUID applicationId, KeyType keyType);

	@EntityGraph(attributePaths = { "application", "secrets" })
	Optional<OAuthClient> findByIdAndApplicationId(UUID id, UUID applicationId);

	Optional<OAuthClient> findByOwnerIdAndKindAndName(UUID ownerId, OAuthClient.Kind kind, String name);

	/**
	 * Finds clients that registered themselves, by either interface.
	 * @param pattern a pattern of {@code like} for the name, the client id or the owner's
	 * name, in lower case, with backslash as escape
	 * @param page which part; must not sort
	 * @return the clients in the order of their names
	 */
	@EntityGraph(attributePaths = "owner")
	@Query("""
			select c from OAuthClient c where c.kind in (DYNAMIC, REST) and (lower(c.name) like :pattern escape '\\'
			or lower(c.clientId) like :pattern escape '\\' or lower(c.owner.userName) like :pattern escape '\\')
			order by lower(c.name), c.id""")
	Page<OAuthClient> searchRegistered(String pattern, Pageable page);

	/**
	 * Notes that a secret was used.
	 * @param secretHash {@link ClientSecret#secretHash()}
	 * @param now the time
	 */
	@Modifying
	@Transactional
	@Query("update ClientSecret s set s.lastUsedAt = :now where s.secretHash = :secretHash")
	void noteUse(String secretHash, Instant now);

}
