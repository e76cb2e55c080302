package org.gatehouse.publisher.design;

import java.util.ArrayList;
import java.util.List;

import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.runtime.OperationRuntime;
import org.gatehouse.publisher.rest.BodyReader;
import org.gatehouse.publisher.scopes.ScopeDesign;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the contract's {@code API} object into a design. What the body leaves out stays
 * as it was, or as it is for a new API.
 */
final class ApiBodyReader {

	private final BadRequest.Collector problems = BadRequest.collect();

	private final EndpointSecurityRules security;

	private ApiBodyReader(EndpointSecurityRules security) {
		this.security = security;
	}

	/**
	 * Reads a body whose name, context and version must be there.
	 * @param body the JSON body
	 * @param base the present design of what is changed; null for a new API
	 * @param security checks endpoint security and seals its secrets
	 * @return the design, still unchecked
	 * @throws BadRequest for fields that are missing or of another JSON type
	 */
	static ApiDesign read(JsonNode body, @Nullable ApiDesign base, EndpointSecurityRules security) {
		ApiBodyReader reader = new ApiBodyReader(security);
		BodyReader fields = BodyReader.of(body, reader.problems);
		String name = fields.requiredText("name");
		String context = fields.requiredText("context");
		String version = fields.requiredText("version");
		ApiDesign start = (base != null) ? base : ApiDesign.of(name, context, version);
		ApiDesign design = reader.read(fields, start, name, context, version);
		reader.problems.throwIfAny();
		return design;
	}

	/**
	 * Reads a body that may leave anything out.
	 * @param body the JSON body
	 * @param base what the body changes
	 * @param security checks endpoint security and seals its secrets
	 * @return the design, still unchecked
	 * @throws BadRequest for fields of another JSON type
	 */
	static ApiDesign readOver(JsonNode body, ApiDesign base, EndpointSecurityRules security) {
		ApiBodyReader reader = new ApiBodyReader(security);
		BodyReader fields = BodyReader.of(body, reader.problems);
		ApiDesign design = reader.read(fields, base, orEmpty(fields.text("name", base.name())),
				orEmpty(fields.text("context", base.context())), orEmpty(fields.text("version", base.version())));
		reader.problems.throwIfAny();
		return design;
	}

	private ApiDesign read(BodyReader fields, ApiDesign base, String name, String context, String version) {
		checkKind(fields);
		EndpointBody endpoints = fields.has("endpointConfig")
				? EndpointBody.read(fields.object("endpointConfig"), this.problems) : EndpointBody.of(base);
		return new ApiDesign(name, context, version, fields.text("description", base.description()),
				fields.texts("tags", base.tags()), fields.flag("isDefaultVersion", base.defaultVersion()),
				fields.texts("transport", base.transports()), fields.texts("policies", base.tiers()),
				orElse(fields.text("visibility", base.visibility()), "PUBLIC"),
				fields.texts("visibleRoles", base.visibleRoles()),
				orElse(fields.text("subscriptionAvailability", base.subscriptionAvailability()), "CURRENT_TENANT"),
				fields.texts("subscriptionAvailableTenants", base.subscriptionTenants()), endpoints.production(),
				endpoints.sandbox(), scopes(fields, base.scopes()), operations(fields, base.operations()),
				runtime(fields, base.runtime()).withEndpoints(endpoints.rules()));
	}

	private ApiRuntime runtime(BodyReader fields, ApiRuntime base) {
		ApiRuntime runtime = base.withCaching(CachingBody.read(fields, base.caching(), this.problems))
			.withLimits(LimitsBody.read(fields, base.limits(), this.problems))
			.withMediation(PoliciesBody.read(fields, base.mediation(), this.problems))
			.withAccess(AccessBody.read(fields, base.access(), this.problems))
			.withCors(CorsBody.read(fields, base.cors()));
		return fields.has("endpointConfig") ? secured(fields.object("endpointConfig"), runtime) : runtime;
	}

	private void checkKind(BodyReader fields) {
		String type = fields.text("type", null);
		this.problems.require(type == null || type.equals("HTTP"), "type", type, "HTTP");
	}

	private ApiRuntime secured(@Nullable BodyReader endpoints, ApiRuntime base) {
		return base.withSecurity(EndpointSecurityBody.read(endpoints, base.security(), this.security, this.problems));
	}

	private static List<ScopeDesign> scopes(BodyReader fields, List<ScopeDesign> otherwise) {
		List<BodyReader> items = fields.objects("scopes");
		if (items == null) {
			return otherwise;
		}
		List<ScopeDesign> scopes = new ArrayList<>();
		for (BodyReader item : items) {
			BodyReader scope = item.object("scope");
			if (scope == null) {
				item.requiredText("scope");
				continue;
			}
			scopes.add(new ScopeDesign(scope.requiredText("name"), scope.text("displayName", null),
					scope.text("description", null), scope.texts("bindings", List.of()), item.flag("shared", false)));
		}
		return scopes;
	}

	private List<OperationDesign> operations(BodyReader fields, List<OperationDesign> otherwise) {
		List<BodyReader> items = fields.objects("operations");
		if (items == null) {
			return otherwise;
		}
		List<OperationDesign> operations = new ArrayList<>();
		for (BodyReader item : items) {
			String target = item.requiredText("target");
			String verb = item.requiredText("verb");
			OperationDesign same = same(otherwise, verb, target);
			operations.add(new OperationDesign(target, verb, item.text("authType", null),
					item.text("throttlingPolicy", null), item.texts("scopes", List.of()),
					(same != null) ? same.summary() : null, (same != null) ? same.produces() : List.of(), PoliciesBody
						.read(item, (same != null) ? same.runtime() : OperationRuntime.DEFAULT, this.problems)));
		}
		return operations;
	}

	/** Summary and media types come from definitions; the contract's body has neither. */
	private static @Nullable OperationDesign same(List<OperationDesign> operations, String verb, String target) {
		return operations.stream()
			.filter(candidate -> candidate.verb().equalsIgnoreCase(verb) && candidate.target().equals(target))
			.findFirst()
			.orElse(null);
	}

	private static String orEmpty(@Nullable String value) {
		return orElse(value, "");
	}

	private static String orElse(@Nullable String value, String otherwise) {
		return (value != null) ? value : otherwise;
	}

}
