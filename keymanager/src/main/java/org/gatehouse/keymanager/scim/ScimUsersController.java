package org.gatehouse.keymanager.scim;

import java.net.URI;
import java.util.List;
import java.util.UUID;

import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.AccountService;
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
 * {@code /scim2/Users} (RFC 7644 section 3).
 */
@RestController
@RequestMapping(path = "/scim2/Users", produces = { ScimErrors.MEDIA_TYPE, "application/json" })
class ScimUsersController {

	private final ScimService scim;

	private final AccountService accounts;

	private final String base;

	ScimUsersController(ScimService scim, AccountService accounts, WebProperties properties) {
		this.scim = scim;
		this.accounts = accounts;
		this.base = properties.publicUrl() + "/scim2";
	}

	@GetMapping
	ScimList<ScimUser> list(@RequestParam(required = false) @Nullable String filter,
			@RequestParam(defaultValue = "1") int startIndex, @RequestParam(defaultValue = "100") int count) {
		ScimFilter wanted = ScimFilter.parse(filter, "userName");
		int start = Math.max(1, startIndex);
		if (wanted != null && wanted.isExact()) {
			List<ScimUser> found = this.accounts.findByName(wanted.value()).map(this::shown).stream().toList();
			return ScimList.of((start == 1 && count > 0) ? found : List.of(), start, found.size());
		}
		PageRequest page = PageRequest.of(Math.clamp(count, 1, PageRequest.MAX_LIMIT), start - 1);
		Page<Account> found = this.accounts.list((wanted != null) ? wanted.value() : "", page);
		List<ScimUser> shown = found.list().stream().map(this::shown).toList();
		return ScimList.of((count > 0) ? shown : List.of(), start, found.pagination().total());
	}

	@PostMapping
	ResponseEntity<ScimUser> create(@RequestBody JsonNode body) {
		ScimUser user = shown(this.scim.createUser(body));
		return ResponseEntity.created(URI.create(user.meta().location())).body(user);
	}

	@GetMapping("/{id}")
	ScimUser get(@PathVariable UUID id) {
		return shown(this.accounts.get(id));
	}

	@PutMapping("/{id}")
	ScimUser replace(@PathVariable UUID id, @RequestBody JsonNode body) {
		return shown(this.scim.replaceUser(id, body));
	}

	@PatchMapping("/{id}")
	ScimUser patch(@PathVariable UUID id, @RequestBody JsonNode body) {
		return shown(this.scim.patchUser(id, body));
	}

	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void delete(@PathVariable UUID id) {
		this.accounts.delete(id);
	}

	private ScimUser shown(Account account) {
		return ScimUser.of(account, this.base);
	}

}
