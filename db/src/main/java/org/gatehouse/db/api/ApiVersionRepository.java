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

	@EntityGraph(attributePaths = { "api", "operations", "operations.tier" })
	@Query("select v from ApiVersion v where v.id = :id")
	Optional<ApiVersion> findWithOperations(UUID id);

	@EntityGraph(attributePaths = "api")
	List<ApiVersion> findByApiIdOrderByCreatedAt(UUID apiId);

	Optional<ApiVersion> findByApiIdAndVersionName(UUID apiId, String version);

	/**
	 * Brings the full text of a version up to date: to be called in the transaction that
	 * changed its name, context, tags, description or operations, after a flush.
	 * @param id the version
	 */
	@Modifying(flushAutomatically = true)
	@Query(nativeQuery = true, value = """
			update api_version v set search = setweight(to_tsvector('simple', a.name || ' ' || a.context), 'A')
				|| setweight(to_tsvector('simple', array_to_string(v.tags, ' ')), 'B')
				|| setweight(to_tsvector('english', coalesce(v.description, '')), 'C')
				|| setweight(to_tsvector('simple', coalesce((select string_agg(replace(o.pattern, '/', ' ') || ' '
					|| coalesce(o.summary, ''), ' ') from operation o where o.api_version_id = v.id), '')), 'D')
			from api a where a.id = v.api_id and v.id = :id""")
	void refreshSearch(UUID id);

}
