package org.gatehouse.keymanager.scim;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import org.gatehouse.keymanager.accounts.RoleView;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
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

	private final ScimGroups groups;

	private final ScimAnswers answers;

	private final ScimBodies bodies;

	ScimGroupsController(ScimGroups groups, ScimAnswers answers, ScimBodies bodies) {
		this.groups = groups;
		this.answers = answers;
		this.bodies = bodies;
	}

	@GetMapping
	ScimList<ObjectNode> list(@RequestParam Map<String, String> parameters) {
		return found(ScimQuery.of(parameters));
	}

	@PostMapping(path = "/.search", consumes = { ScimErrors.MEDIA_TYPE, "application/json" })
	ScimList<ObjectNode> search(HttpServletRequest request) throws IOException {
		return found(ScimQuery.of(this.bodies.read(request)));
	}

	private ScimList<ObjectNode> found(ScimQuery query) {
		ScimFound<RoleView> found = this.groups.find(query, ScimAttributes.GROUPS);
		return this.answers.list(this.answers.groups(found.list(), query.projection()), query, found.total());
	}

	@PostMapping(consumes = { ScimErrors.MEDIA_TYPE, "application/json" })
	ResponseEntity<ObjectNode> create(@RequestParam Map<String, String> parameters, HttpServletRequest request)
			throws IOException {
		ScimProjection projection = ScimProjection.of(parameters);
		return this.answers.created(this.answers.written(this.groups.create(this.bodies.read(request)), projection),
				projection);
	}

	@GetMapping("/{id}")
	ResponseEntity<ObjectNode> get(@PathVariable UUID id, @RequestParam Map<String, String> parameters) {
		ScimProjection projection = ScimProjection.of(parameters);
		return this.answers.found(this.answers.group(this.groups.get(id), projection), projection);
	}

	@PutMapping(path = "/{id}", consumes = { ScimErrors.MEDIA_TYPE, "application/json" })
	ResponseEntity<ObjectNode> replace(@PathVariable UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestParam Map<String, String> parameters, HttpServletRequest request) throws IOException {
		ScimProjection projection = ScimProjection.of(parameters);
		RoleView role = this.groups.replace(id, ifMatch, this.bodies.read(request));
		return this.answers.found(this.answers.written(role, projection), projection);
	}

	@PatchMapping(path = "/{id}", consumes = { ScimErrors.MEDIA_TYPE, "application/json" })
	ResponseEntity<ObjectNode> patch(@PathVariable UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestParam Map<String, String> parameters, HttpServletRequest request) throws IOException {
		ScimProjection projection = ScimProjection.of(parameters);
		RoleView role = this.groups.patch(id, ifMatch, this.bodies.read(request));
		return this.answers.found(this.answers.written(role, projection), projection);
	}

	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void delete(@PathVariable UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		this.groups.delete(id, ifMatch);
	}

}
