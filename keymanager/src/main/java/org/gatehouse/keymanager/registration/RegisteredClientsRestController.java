package org.gatehouse.keymanager.registration;

import java.util.UUID;

import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.rest.RestApi;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Clients that registered themselves, for administrators' programs.
 */
@RestApi("/api/am/admin/v4/registered-clients")
class RegisteredClientsRestController {

	private final RegisteredClientService clients;

	RegisteredClientsRestController(RegisteredClientService clients) {
		this.clients = clients;
	}

	@GetMapping
	Page<RegisteredClientView> list(@RequestParam(defaultValue = "") String query, PageRequest page) {
		return this.clients.list(query, page);
	}

	@GetMapping("/{id}")
	RegisteredClientView get(@PathVariable UUID id) {
		return this.clients.get(id);
	}

	@PostMapping("/{id}/disable")
	RegisteredClientView disable(@PathVariable UUID id) {
		return this.clients.disable(id, true);
	}

	@PostMapping("/{id}/enable")
	RegisteredClientView enable(@PathVariable UUID id) {
		return this.clients.disable(id, false);
	}

	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void remove(@PathVariable UUID id) {
		this.clients.remove(id);
	}

}
