package org.gatehouse.db.policy;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/**
 * The composed policies of the bound tenant.
 */
public interface ComposedPolicyRepository extends JpaRepository<ComposedPolicy, UUID> {

	List<ComposedPolicy> findByApiVersionIdIsNullOrderByNameAscVersionAsc();

	List<ComposedPolicy> findByApiVersionIdOrderByNameAscVersionAsc(UUID apiVersionId);

	Optional<ComposedPolicy> findByIdAndApiVersionIdIsNull(UUID id);

	Optional<ComposedPolicy> findByIdAndApiVersionId(UUID id, UUID apiVersionId);

	/** Whether an API version's working copy uses a policy, in itself or an operation. */
	@Query(nativeQuery = true,
			value = """
					select count(*) from (select v.id, v.runtime from api_version v
					union all select o.api_version_id, o.runtime from operation o) used
					where used.id = :api and jsonb_path_exists(used.runtime, '$.mediation.*[*] ? (@.policy == $name && @.version == $version)',
					jsonb_build_object('name', cast(:name as text), 'version', cast(:version as text)))""")
	long countUses(String name, String version, UUID api);

	/** The same for all API versions. */
	@Query(nativeQuery = true, value = """
			select count(*) from (select v.runtime from api_version v union all select o.runtime from operation o) used
			where jsonb_path_exists(used.runtime, '$.mediation.*[*] ? (@.policy == $name && @.version == $version)',
			jsonb_build_object('name', cast(:name as text), 'version', cast(:version as text)))""")
	long countUses(String name, String version);

}
