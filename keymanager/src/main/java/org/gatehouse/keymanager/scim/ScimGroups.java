package org.gatehouse.keymanager.scim;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.gatehouse.db.identity.Role;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.paging.OffsetPage;
import org.gatehouse.keymanager.accounts.RoleMember;
import org.gatehouse.keymanager.accounts.RoleService;
import org.gatehouse.keymanager.accounts.RoleView;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds and changes roles, which SCIM calls groups. Each call is one transaction: of a
 * PATCH with several steps all take place, or none.
 */
@Service
class ScimGroups {

	private final RoleService roles;

	ScimGroups(RoleService roles) {
		this.roles = roles;
	}

	@Transactional(readOnly = true)
	ScimFound<RoleView> find(ScimQuery query, ScimAttributes<Role> attributes) {
		var which = attributes.specification(query.filter());
		var sort = attributes.sort(query.sortBy(), query.descending(), "name");
		if (query.count() == 0) {
			return ScimFound.none(this.roles.count(which));
		}
		return ScimFound.of(this.roles.find(which, new OffsetPage(query.offset(), query.count(), sort)));
	}

	@Transactional(readOnly = true)
	RoleView get(UUID id) {
		return this.roles.get(id);
	}

	/**
	 * Reads the members of groups.
	 * @param groups the groups
	 * @return the members by group; empty where they are more than an answer has
	 */
	@Transactional(readOnly = true)
	Optional<Map<UUID, List<RoleMember>>> members(Collection<RoleView> groups) {
		return this.roles.members(groups.stream().map(RoleView::id).toList(), ScimDocument.MOST_MEMBERS);
	}

	@Transactional
	RoleView create(JsonNode body) {
		ScimDocument group = ScimDocument.of(body, ScimSchemas.GROUP);
		RoleView role = this.roles.create(group.required("displayName"), ScimDocument.ids(group.get("members")));
		return this.roles.identify(role.id(), group.text("externalId"));
	}

	@Transactional
	RoleView replace(UUID id, @Nullable String ifMatch, JsonNode body) {
		locked(id, ifMatch);
		ScimDocument group = ScimDocument.of(body, ScimSchemas.GROUP);
		this.roles.rename(id, group.required("displayName"));
		this.roles.identify(id, group.text("externalId"));
		this.roles.replaceMembers(id, ScimDocument.ids(group.get("members")));
		return this.roles.get(id);
	}

	@Transactional
	RoleView patch(UUID id, @Nullable String ifMatch, JsonNode body) {
		RoleView role = locked(id, ifMatch);
		ScimGroupPatch patch = ScimGroupPatch.of(role, new StoredMembers(this.roles, id),
				ScimPatch.parse(body).steps());
		this.roles.rename(id, patch.name());
		this.roles.identify(id, patch.externalId());
		if (patch.replacesMembers()) {
			this.roles.replaceMembers(id, patch.added());
		}
		else if (!patch.added().isEmpty() || !patch.removed().isEmpty()) {
			this.roles.changeMembers(id, patch.added(), patch.removed());
		}
		return this.roles.get(id);
	}

	@Transactional
	void delete(UUID id, @Nullable String ifMatch) {
		locked(id, ifMatch);
		this.roles.delete(id);
	}

	private RoleView locked(UUID id, @Nullable String ifMatch) {
		RoleView role = this.roles.lock(id);
		ScimVersion.of(role).check(ifMatch);
		return role;
	}

	/**
	 * Asks the database who is in a group.
	 *
	 * @param roles the roles
	 * @param id the group
	 */
	private record StoredMembers(RoleService roles, UUID id) implements ScimGroupPatch.Members {

		@Override
		public Set<UUID> matching(ScimFilter filter, boolean stored, Collection<UUID> others) {
			Specification<UserAccount> candidates = stored ? holding().or(among(others)) : among(others);
			Set<UUID> found = this.roles.findUsers(ScimAttributes.MEMBERS.specification(filter).and(candidates),
					ScimDocument.MOST_MEMBERS + 1);
			if (found.size() > ScimDocument.MOST_MEMBERS) {
				throw ScimProblem.tooMany("members: more than " + ScimDocument.MOST_MEMBERS + " fit the filter");
			}
			return found;
		}

		@Override
		public Set<UUID> present(Collection<UUID> ids) {
			return this.roles.findUsers(holding().and(among(ids)), ids.size());
		}

		private Specification<UserAccount> holding() {
			ScimFilter holding = new ScimFilter.Within("groups",
					new ScimFilter.Compare("value", ScimFilter.Operator.EQ, new ScimFilter.Text(this.id.toString())));
			return ScimAttributes.USERS.specification(holding);
		}

		private static Specification<UserAccount> among(Collection<UUID> ids) {
			return (user, _, builder) -> ids.isEmpty() ? builder.disjunction() : user.get("id").in(ids);
		}

	}

}
