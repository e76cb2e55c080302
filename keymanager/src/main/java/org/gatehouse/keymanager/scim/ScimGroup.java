package org.gatehouse.keymanager.scim;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.gatehouse.keymanager.accounts.RoleMember;
import org.gatehouse.keymanager.accounts.RoleView;
import org.jspecify.annotations.Nullable;

/**
 * A role on the wire, which SCIM calls a group (RFC 7643 section 4.2).
 *
 * @param schemas says that this is a group
 * @param id the role
 * @param displayName its name
 * @param members who holds it, null where not asked for
 * @param meta when it was made and changed, and its URL
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScimGroup(List<String> schemas, UUID id, String displayName, @Nullable List<ScimReference> members,
		ScimMeta meta) {

	static final String SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Group";

	static ScimGroup of(RoleView role, @Nullable List<RoleMember> members, String base) {
		return new ScimGroup(List.of(SCHEMA), role.id(), role.name(),
				(members != null) ? members.stream()
					.map((member) -> new ScimReference(member.id(), base + "/Users/" + member.id(), member.name()))
					.toList() : null,
				new ScimMeta("Group", role.createdAt(), role.updatedAt(), base + "/Groups/" + role.id()));
	}

}
