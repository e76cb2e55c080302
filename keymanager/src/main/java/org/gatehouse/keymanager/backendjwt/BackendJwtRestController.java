package org.gatehouse.keymanager.backendjwt;

import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.RestApi;
import tools.jackson.databind.JsonNode;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;

/**
 * The rules for backend JWTs for programs.
 */
@RestApi("/api/am/admin/v4/backend-jwt")
class BackendJwtRestController {

	private final BackendJwtService service;

	BackendJwtRestController(BackendJwtService service) {
		this.service = service;
	}

	@GetMapping
	BackendJwtRules get() {
		return this.service.get();
	}

	@PutMapping
	BackendJwtRules change(@RequestBody JsonNode body) {
		BadRequest.Collector problems = BadRequest.collect();
		problems.require(body.path("enabled").isBoolean(), "enabled", null, "true or false");
		problems.require(body.path("header").isString(), "header", null, "a string");
		problems.require(body.path("dialect").isString(), "dialect", null, "a string, empty for plain names");
		problems.throwIfAny();
		return this.service.change(new BackendJwtRules(body.path("enabled").booleanValue(),
				body.path("header").stringValue(), body.path("dialect").stringValue()));
	}

}
