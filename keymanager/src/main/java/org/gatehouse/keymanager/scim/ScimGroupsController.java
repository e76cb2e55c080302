package org.gatehouse.keymanager.scim;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.gatehouse.keymanager.accounts.RoleService;
import org.gatehouse.keymanager.accounts.RoleView;
import org.gatehouse.web.WebProperties;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /scim2/Groups} (RFC 7644 section 3). A group is a role.
 */
@RestController
@RequestMapping(path = "/scim2/Groups", produces = { ScimErrors.MEDIA_TYPE, "application/json" })
class ScimGroupsController {

	private final ScimService scim;

	private final RoleService roles;

	private final String base;

	ScimGroupsController(ScimService scim, RoleService roles, WebProperties properties) {
		this.scim = scim;
		this.roles = roles;
		this.base = properties.publicUrl() + "/scim2";
	}

	@GetMapping
	ScimList<ScimGroup> list(@RequestParam(required = false) @Nullable String filter,
			@RequestParam(defaultValue = "1") int startIndex, @RequestParam(defaultValue = "100") int count,
			@RequestParam(defaultValue = "") String excludedAttributes) {
		ScimFilter wanted = ScimFilter.parse(filter, "displayName");
		int start = Math.max(1, startIndex);
		boolean members = !excludedAttributes.toLowerCase(Locale.ROOT).contains("members");
		if (wanted != null && wanted.isExact()) {
			List<ScimGroup> found = this.roles.findByName(wanted.value())
				.map((role) -> shown(role, members))
				.stream()
				.toList();
			return ScimList.of((start == 1 && count > 0) ? found : List.of(), start, found.size());
		}
		PageRequest page = PageRequest.of(Math.clamp(count, 1, PageRequest.MAX_LIMIT), start - 1);
		Page<RoleView> found = this.roles.list((wanted != null) ? wanted.value() : "", page);
		List<ScimGroup> shown = found.list().stream().map((role) -> shown(role, members)).toList();
		return ScimList.of((count > 0) ? shown : List.of(), start, found.pagination().total());
	}

	@PostMapping
	ResponseEntity<ScimGroup> create(@RequestBody JsonNode body) {
		ScimGroup group = shown(this.scim.createGroup(body), true);
		return ResponseEntity.created(URI.create(group.meta().location())).body(group);
	}

	@GetMapping("/{id}")
	ScimGroup get(@PathVariable UUID id) {
		return shown(this.roles.get(id), true);
	}

	@PutMapping("/{id}")
	ScimGroup replace(@PathVariable UUID id, @RequestBody JsonNode body) {
		return shown(this.scim.replaceGroup(id, body), true);
	}

	@PatchMapping("/{id}")
	ScimGroup patch(@PathVariable UUID id, @RequestBody JsonNode body) {
		return shown(this.scim.patchGroup(id, body), true);
	}

	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void delete(@PathVariable UUID id) {
		this.roles.delete(id);
	}

	private ScimGroup shown(RoleView role, boolean members) {
		return ScimGroup.of(role, members ? this.roles.members(role.id()) : null, this.base);
	}

}
