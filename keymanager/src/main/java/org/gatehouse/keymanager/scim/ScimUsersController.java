package org.gatehouse.keymanager.scim;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import org.gatehouse.keymanager.accounts.Account;
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
 * {@code /scim2/Users} (RFC 7644 section 3).
 */
@RestController
@RequestMapping(path = "/scim2/Users", produces = { ScimErrors.MEDIA_TYPE, "application/json" })
class ScimUsersController {

	private final ScimUsers users;

	private final ScimAnswers answers;

	private final ScimBodies bodies;

	ScimUsersController(ScimUsers users, ScimAnswers answers, ScimBodies bodies) {
		this.users = users;
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
		ScimFound<Account> found = this.users.find(query, ScimAttributes.USERS);
		return this.answers.list(this.answers.users(found.list()), query, found.total());
	}

	@PostMapping(consumes = { ScimErrors.MEDIA_TYPE, "application/json" })
	ResponseEntity<ObjectNode> create(@RequestParam Map<String, String> parameters, HttpServletRequest request)
			throws IOException {
		ScimProjection projection = ScimProjection.of(parameters);
		return this.answers.created(this.answers.user(this.users.create(this.bodies.read(request))), projection);
	}

	@GetMapping("/{id}")
	ResponseEntity<ObjectNode> get(@PathVariable UUID id, @RequestParam Map<String, String> parameters) {
		ScimProjection projection = ScimProjection.of(parameters);
		return this.answers.found(this.answers.user(this.users.get(id)), projection);
	}

	@PutMapping(path = "/{id}", consumes = { ScimErrors.MEDIA_TYPE, "application/json" })
	ResponseEntity<ObjectNode> replace(@PathVariable UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestParam Map<String, String> parameters, HttpServletRequest request) throws IOException {
		ScimProjection projection = ScimProjection.of(parameters);
		Account account = this.users.replace(id, ifMatch, this.bodies.read(request));
		return this.answers.found(this.answers.user(account), projection);
	}

	@PatchMapping(path = "/{id}", consumes = { ScimErrors.MEDIA_TYPE, "application/json" })
	ResponseEntity<ObjectNode> patch(@PathVariable UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestParam Map<String, String> parameters, HttpServletRequest request) throws IOException {
		ScimProjection projection = ScimProjection.of(parameters);
		Account account = this.users.patch(id, ifMatch, this.bodies.read(request));
		return this.answers.found(this.answers.user(account), projection);
	}

	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void delete(@PathVariable UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		this.users.delete(id, ifMatch);
	}

}
