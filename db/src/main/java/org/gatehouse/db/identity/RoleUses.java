package org.gatehouse.db.identity;

import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Where a role is named.
 */
@Repository
public class RoleUses {

	private static final String USES = """
			select 'scope ' || s.scope_key as place from scope_role sr join scope s on s.id = sr.scope_id
			where sr.role_id = :role
			union all
			select 'visibility of ' || a.name || ' ' || v.version from api_visible_role vr
			join api_version v on v.id = vr.api_version_id join api a on a.id = v.api_id where vr.role_id = :role
			union all
			select 'permission of the ' || lower(t.level) || ' tier ' || t.name from tier_permission_role tr
			join tier t on t.id = tr.tier_id where tr.role_id = :role
			union all
			select 'groups of the user store ' || l.domain from ldap_store l
			where jsonb_path_exists(l.settings, '$.groupRoles[*].roleIds[*] ? (@ == $role)',
			    jsonb_build_object('role', cast(:role as text)))
			order by place limit :limit
			""";

	private final JdbcClient jdbc;

	RoleUses(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Finds scopes, APIs, tiers and user stores that name a role.
	 * @param roleId the role
	 * @param limit how many at most
	 * @return the places for people to read, empty where the role is not in use
	 */
	public List<String> of(UUID roleId, int limit) {
		return this.jdbc.sql(USES)
			.param("role", roleId)
			.param("limit", limit)
			.query((row, _) -> row.getString("place"))
			.list();
	}

}
