package org.gatehouse.keymanager.ldap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.gatehouse.web.rest.EntityTag;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.RestApi;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The directories for programs.
 */
@RestApi("/api/am/admin/v4/user-stores")
class LdapStoresRestController {

	private final LdapStoreService stores;

	private final LdapReader reader;

	LdapStoresRestController(LdapStoreService stores, LdapReader reader) {
		this.stores = stores;
		this.reader = reader;
	}

	@GetMapping
	Page<LdapStoreView> list() {
		return Page.all(this.stores.list());
	}

	@PostMapping
	ResponseEntity<LdapStoreView> add(@RequestBody LdapStoreBody body) {
		return answer(HttpStatus.CREATED, this.stores.add(body));
	}

	@GetMapping("/{id}")
	ResponseEntity<LdapStoreView> get(@PathVariable UUID id) {
		return answer(HttpStatus.OK, this.stores.get(id));
	}

	@PutMapping("/{id}")
	ResponseEntity<LdapStoreView> change(@PathVariable UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestBody LdapStoreBody body) {
		return answer(HttpStatus.OK, this.stores.change(id, ifMatch, body));
	}

	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void remove(@PathVariable UUID id) {
		this.stores.remove(id);
	}

	/** What came of each step, up to the first that did not go well. */
	@PostMapping("/{id}/test")
	List<LdapProbe.Step> test(@PathVariable UUID id) {
		return this.stores.probe(id);
	}

	@PostMapping("/{id}/read")
	Map<String, Object> read(@PathVariable UUID id) {
		String problem = this.reader.readNow(id);
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put("users", this.stores.get(id).users());
		if (problem != null) {
			answer.put("problem", problem);
		}
		return answer;
	}

	private static ResponseEntity<LdapStoreView> answer(HttpStatus status, LdapStoreView store) {
		return ResponseEntity.status(status).eTag(EntityTag.of(store.version())).body(store);
	}

}
