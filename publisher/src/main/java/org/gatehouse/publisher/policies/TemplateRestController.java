package org.gatehouse.publisher.policies;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.runtime.Mediation;
import org.gatehouse.publisher.design.ApiDesign;
import org.gatehouse.publisher.design.ApiDesignService;
import org.gatehouse.publisher.design.OperationDesign;
import org.gatehouse.web.policies.ApiTemplates;
import org.gatehouse.web.policies.PolicyUses;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.RestApi;
import tools.jackson.databind.JsonNode;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;

/**
 * The tenant's API template. The contract has no operation for it; its form is that of
 * the contract's gateway policies.
 */
@RestApi("/api/am/publisher/v4")
class TemplateRestController {

	private final ApiTemplates templates;

	private final ApiDesignService designs;

	TemplateRestController(ApiTemplates templates, ApiDesignService designs) {
		this.templates = templates;
		this.designs = designs;
	}

	@GetMapping("/api-template")
	Map<String, Object> get() {
		return body(this.templates.get());
	}

	@PutMapping("/api-template")
	Map<String, Object> change(@RequestBody JsonNode body) {
		this.templates.change(read(body));
		return get();
	}

	/** What an API's operations would do with the template of the body around them. */
	@PostMapping("/apis/{apiId}/api-template-preview")
	Map<String, Object> preview(@PathVariable UUID apiId, @RequestBody JsonNode body) {
		Mediation template = read(body);
		BadRequest.Collector problems = BadRequest.collect();
		PolicyUses.reject(this.templates.check(template), "policyMapping", problems);
		problems.throwIfAny();
		ApiDesign design = this.designs.get(new ApiId(apiId)).design();
		List<Map<String, Object>> operations = design.operations()
			.stream()
			.map(operation -> chain(template, design, operation))
			.toList();
		return Map.of("count", operations.size(), "list", operations);
	}

	private static Map<String, Object> chain(Mediation template, ApiDesign design, OperationDesign operation) {
		Map<String, Object> chain = new LinkedHashMap<>();
		chain.put("target", operation.target());
		chain.put("verb", operation.verb());
		chain.put("policyMapping", PolicyUses
			.write(ApiTemplates.around(template, design.runtime().mediation(), operation.runtime().mediation())));
		return chain;
	}

	private static Map<String, Object> body(Mediation template) {
		return Map.of("displayName", "API template", "policyMapping", PolicyUses.write(template));
	}

	private static Mediation read(JsonNode body) {
		BadRequest.Collector problems = BadRequest.collect();
		problems.require(body.path("policyMapping").isObject(), "policyMapping", null, "an object");
		Mediation template = PolicyUses.read(body.path("policyMapping"), "policyMapping", problems);
		problems.throwIfAny();
		return template;
	}

}
