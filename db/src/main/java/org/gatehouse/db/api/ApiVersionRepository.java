package org.gatehouse.db.api;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/**
 * The API versions of the bound tenant.
 */
public interface ApiVersionRepository extends JpaRepository<ApiVersion, UUID> {

	/**
	 * Finds a version together with its API. Its operations come by a query of their own,
	 * when they are first looked at: joined in, each of their rows would carry the whole
	 * definition, which can have megabytes.
	 * @param id the version
	 * @return the version, to be looked at in the same transaction
	 */
	@EntityGraph(attributePaths = "api")
	@Query("select v from ApiVersion v where v.id = :id")
	Optional<ApiVersion> findWithOperations(UUID id);

	@EntityGraph(attributePaths = "api")
	List<ApiVersion> findByApiIdOrderByCreatedAt(UUID apiId);

	Optional<ApiVersion> findByApiIdAndVersionName(UUID apiId, String version);

	/**
	 * Finds the versions in whose working copies' endpoints, or what goes with them, a
	 * word stands.
	 * @param word in lower case, such as a host's name
	 * @return the versions, maybe too many
	 */
	@Query(nativeQuery = true, value = """
			select id from api_version where strpos(lower(coalesce(production_endpoint, '') || ' '
			|| coalesce(sandbox_endpoint, '') || ' ' || cast(runtime as text)), :word) > 0""")
	List<UUID> findIdsMentioning(String word);

	/**
	 * Tells where versions lead to, without reading their definitions.
	 * @param ids the versions
	 * @return what is known of them, by name and version
	 */
	@Query("""
			select new org.gatehouse.db.api.ApiEndpoints(v.id, a.name, a.context, v.versionName, a.provider,
			v.productionEndpoint, v.sandboxEndpoint, v.runtime)
			from ApiVersion v join v.api a where v.id in :ids order by a.name, v.versionName""")
	List<ApiEndpoints> findEndpoints(List<UUID> ids);

	/**
	 * Brings the full text of a version up to date at once. The database does it by
	 * itself at the commit; only who searches before that in the same transaction needs
	 * it.
	 * @param id the version
	 */
	@Modifying(flushAutomatically = true)
	@Query(nativeQuery = true, value = "update api_version set search = api_search_document(id) where id = :id")
	void refreshSearch(UUID id);

}
