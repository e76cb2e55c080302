package org.gatehouse.keymanager.scim;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.RoleMember;
import org.gatehouse.keymanager.accounts.RoleView;
import org.gatehouse.web.WebProperties;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Writes users and groups as they were asked for. The version goes into the header
 * {@code ETag} too, by which Spring answers a GET with 304 where the caller has it.
 */
@Component
class ScimAnswers {

	private final ScimGroups groups;

	private final JsonMapper json;

	private final String base;

	ScimAnswers(ScimGroups groups, JsonMapper json, WebProperties properties) {
		this.groups = groups;
		this.json = json;
		this.base = properties.publicUrl() + "/scim2";
	}

	/** Where the resources are, without a slash at the end. */
	String base() {
		return this.base;
	}

	ResponseEntity<ObjectNode> created(ScimResource resource, ScimProjection projection) {
		return ResponseEntity.created(URI.create(resource.meta().location()))
			.eTag(resource.meta().version())
			.body(shown(resource, projection));
	}

	ResponseEntity<ObjectNode> found(ScimResource resource, ScimProjection projection) {
		return ResponseEntity.ok().eTag(resource.meta().version()).body(shown(resource, projection));
	}

	ScimList<ObjectNode> list(List<? extends ScimResource> resources, ScimQuery query, long total) {
		return ScimList.of(resources.stream().map((resource) -> shown(resource, query.projection())).toList(),
				query.startIndex(), total);
	}

	List<ScimUser> users(List<Account> accounts) {
		return accounts.stream().map(this::user).toList();
	}

	ScimUser user(Account account) {
		return ScimUser.of(account, this.base);
	}

	/**
	 * Shows groups with their members.
	 * @param roles the groups
	 * @param projection leaves the members out where they are not asked for
	 * @return the groups
	 * @throws ScimProblem tooMany, if they have more members than an answer has
	 */
	List<ScimGroup> groups(List<RoleView> roles, ScimProjection projection) {
		if (!projection.shows("members")) {
			return roles.stream().map((role) -> ScimGroup.of(role, null, this.base)).toList();
		}
		Map<UUID, List<RoleMember>> members = this.groups.members(roles)
			.orElseThrow(() -> ScimProblem.tooMany("members: more than " + ScimDocument.MOST_MEMBERS
					+ " (expected: excludedAttributes=members, or a smaller count)"));
		List<ScimGroup> shown = new ArrayList<>();
		roles.forEach((role) -> shown.add(ScimGroup.of(role, members.getOrDefault(role.id(), List.of()), this.base)));
		return shown;
	}

	ScimGroup group(RoleView role, ScimProjection projection) {
		return groups(List.of(role), projection).getFirst();
	}

	/**
	 * A group that was written: that it is too large to be shown whole is no failure
	 * then.
	 */
	ScimGroup written(RoleView role, ScimProjection projection) {
		if (!projection.shows("members")) {
			return ScimGroup.of(role, null, this.base);
		}
		Optional<Map<UUID, List<RoleMember>>> members = this.groups.members(List.of(role));
		return ScimGroup.of(role, members.map((found) -> found.get(role.id())).orElse(null), this.base);
	}

	private ObjectNode shown(ScimResource resource, ScimProjection projection) {
		return projection.apply(this.json.valueToTree(resource));
	}

}
