package org.gatehouse.publisher.scopes;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import org.gatehouse.publisher.rest.BodyReader;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.rest.RestApi;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The contract's {@code /scopes}, and its check of roles.
 */
@RestApi("/api/am/publisher/v4")
class ScopeRestController {

	private final SharedScopeService service;

	private final RoleNames roles;

	ScopeRestController(SharedScopeService service, RoleNames roles) {
		this.service = service;
		this.roles = roles;
	}

	/** The contract's {@code Scope}. */
	record ScopeBody(String id, String name, String displayName, String description, List<String> bindings,
			long usageCount) {

		static ScopeBody of(SharedScope scope) {
			String description = scope.description();
			return new ScopeBody(scope.id().toString(), scope.name(), scope.displayName(),
					(description != null) ? description : "", scope.bindings(), scope.usageCount());
		}

	}

	@GetMapping("/scopes")
	Page<ScopeBody> list(PageRequest page) {
		return this.service.list(page).map(ScopeBody::of);
	}

	@PostMapping("/scopes")
	@ResponseStatus(HttpStatus.CREATED)
	ScopeBody create(@RequestBody JsonNode body) {
		return ScopeBody.of(this.service.create(read(body)));
	}

	@GetMapping("/scopes/{scopeId}")
	ScopeBody get(@PathVariable UUID scopeId) {
		return ScopeBody.of(this.service.get(scopeId));
	}

	@PutMapping("/scopes/{scopeId}")
	ScopeBody update(@PathVariable UUID scopeId, @RequestBody JsonNode body) {
		return ScopeBody.of(this.service.update(scopeId, read(body)));
	}

	@DeleteMapping("/scopes/{scopeId}")
	void delete(@PathVariable UUID scopeId) {
		this.service.delete(scopeId);
	}

	/** In this operation the id is the scope's key, as base64url or as it is. */
	@RequestMapping(path = "/scopes/{scopeId}", method = RequestMethod.HEAD)
	ResponseEntity<Void> exists(@PathVariable String scopeId) {
		return found(this.service.exists(scopeId) || this.service.exists(decoded(scopeId)));
	}

	/** The id is the role's name, as base64url or as it is. */
	@RequestMapping(path = "/roles/{roleId}", method = RequestMethod.HEAD)
	ResponseEntity<Void> roleExists(@PathVariable String roleId) {
		return found(this.roles.exists(roleId) || this.roles.exists(decoded(roleId)));
	}

	private static ResponseEntity<Void> found(boolean found) {
		return found ? ResponseEntity.ok().build() : ResponseEntity.notFound().build();
	}

	private static String decoded(String id) {
		try {
			return new String(Base64.getUrlDecoder().decode(id), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException _) {
			return id;
		}
	}

	private static ScopeDesign read(JsonNode body) {
		BadRequest.Collector problems = BadRequest.collect();
		BodyReader fields = BodyReader.of(body, problems);
		ScopeDesign design = new ScopeDesign(fields.requiredText("name"), fields.text("displayName", null),
				fields.text("description", null), fields.texts("bindings", List.of()), true);
		problems.throwIfAny();
		return design;
	}

}
