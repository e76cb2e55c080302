package org.gatehouse.db.scope;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/**
 * The scopes of the bound tenant.
 */
public interface ScopeRepository extends JpaRepository<Scope, UUID> {

	@EntityGraph(attributePaths = "roles")
	Optional<Scope> findByScopeKey(String scopeKey);

	@EntityGraph(attributePaths = "roles")
	List<Scope> findByScopeKeyIn(Collection<String> scopeKeys);

	@EntityGraph(attributePaths = "roles")
	List<Scope> findByApiIdOrderByScopeKey(UUID apiId);

	@EntityGraph(attributePaths = "roles")
	List<Scope> findByApiIdIsNullOrderByScopeKey();

	/**
	 * The scopes that the operations of an application's subscribed APIs ask for, with
	 * their roles: those that its tokens can carry.
	 * @param applicationId the application
	 * @return the scopes, in the order of their keys
	 */
	@Query("""
			select distinct s from Scope s left join fetch s.roles
			where s.id in (select os.id from Operation o join o.scopes os
				where o.apiVersion.id in (select sub.apiVersion.id from Subscription sub where sub.application.id = :applicationId))
			or s.apiId in (select sub.apiVersion.api.id from Subscription sub where sub.application.id = :applicationId)
			order by s.scopeKey""")
	List<Scope> findBySubscribedApplication(UUID applicationId);

	/**
	 * Counts the operations that ask for a scope.
	 * @param scopeId the scope
	 * @return how many there are, in all API versions
	 */
	@Query("select count(o) from Operation o join o.scopes s where s.id = :scopeId")
	long countOperations(UUID scopeId);

	/**
	 * Tells whether an operation of a deployed revision asks for a scope.
	 * @param scopeKey the scope's key
	 * @return true where one does, in any API version
	 */
	@Query(nativeQuery = true, value = """
			select exists (select 1 from api_deployment d join api_revision r on r.id = d.revision_id
				where jsonb_path_exists(r.content, '$.operations[*].scopes[*]') and exists (
					select 1 from jsonb_path_query(r.content, '$.operations[*].scopes[*]') asked
					where asked = to_jsonb(cast(:scopeKey as text))))""")
	boolean isDeployed(String scopeKey);

}
