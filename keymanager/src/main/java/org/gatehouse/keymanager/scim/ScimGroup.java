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
 * @param externalId the name that the caller's system goes by, null where not known
 * @param displayName its name
 * @param members who holds it, null where not asked for
 * @param meta when it was made and changed, and its URL
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScimGroup(List<String> schemas, UUID id, @Nullable String externalId, String displayName,
		@Nullable List<ScimReference> members, ScimMeta meta) implements ScimResource {

	static ScimGroup of(RoleView role, @Nullable List<RoleMember> members, String base) {
		return new ScimGroup(List.of(ScimSchemas.GROUP), role.id(), role.externalId(), role.name(),
				(members != null) ? members.stream()
					.map((member) -> new ScimReference(member.id(), base + "/Users/" + member.id(), member.name(),
							ScimReference.MEMBER))
					.toList() : null,
				new ScimMeta(ScimSchemas.GROUP_TYPE, role.createdAt(), role.updatedAt(), base + "/Groups/" + role.id(),
						ScimVersion.of(role).tag()));
	}

}
