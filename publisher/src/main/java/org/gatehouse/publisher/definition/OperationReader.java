package org.gatehouse.publisher.definition;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.UrlPattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the operations of a document that keeps to its schema.
 */
final class OperationReader {

	private final Specification specification;

	private final JsonNode document;

	private final Problems warnings;

	private final Problems refusals;

	OperationReader(Specification specification, JsonNode document, Problems warnings, Problems refusals) {
		this.specification = specification;
		this.document = document;
		this.warnings = warnings;
		this.refusals = refusals;
	}

	List<DefinedOperation> read() {
		List<DefinedOperation> operations = new ArrayList<>();
		for (Map.Entry<String, JsonNode> path : this.document.path("paths").properties()) {
			if (path.getKey().startsWith("/")) {
				read(path.getKey(), path.getValue(), Pointers.child("/paths", path.getKey()), operations);
			}
		}
		if (operations.isEmpty()) {
			this.warnings.add(this.document.has("paths") ? "/paths" : "", "the document has no operations");
		}
		if (this.document.has("webhooks")) {
			this.warnings.add("/webhooks", "webhooks are kept in the document, but are no operations of the API");
		}
		return operations;
	}

	private void read(String path, JsonNode item, String pointer, List<DefinedOperation> operations) {
		UrlPattern pattern;
		try {
			pattern = new UrlPattern(path);
		}
		catch (IllegalArgumentException ex) {
			this.refusals.add(pointer, String.valueOf(ex.getMessage()));
			return;
		}
		JsonNode resolved = InnerReference.follow(this.document, item);
		if (resolved == null) {
			this.refusals.add(pointer + "/$ref", "the path refers to '" + item.path("$ref").asString("")
					+ "' (expected: a path item in this document)");
			return;
		}
		for (Map.Entry<String, JsonNode> member : resolved.properties()) {
			String verb = member.getKey().toUpperCase(Locale.ROOT);
			String place = Pointers.child(pointer, member.getKey());
			if (verb.equals("TRACE") && member.getValue().isObject()) {
				this.warnings.add(place, "TRACE is kept in the document, but is no operation of the API");
			}
			else if (member.getKey().equals(member.getKey().toLowerCase(Locale.ROOT)) && isVerb(verb)
					&& member.getValue().isObject()) {
				operations.add(operation(HttpVerb.valueOf(verb), pattern, member.getValue(), place));
			}
		}
	}

	private static boolean isVerb(String name) {
		for (HttpVerb verb : HttpVerb.values()) {
			if (verb.name().equals(name)) {
				return true;
			}
		}
		return false;
	}

	private DefinedOperation operation(HttpVerb verb, UrlPattern pattern, JsonNode operation, String pointer) {
		String summary = operation.path("summary").asString("");
		JsonNode tier = operation.path("x-throttling-tier");
		return new DefinedOperation(verb, pattern, summary, produces(operation), authType(operation, pointer),
				(tier.isString() && !tier.stringValue().isBlank()) ? tier.stringValue() : null, scopes(operation));
	}

	private List<String> produces(JsonNode operation) {
		Set<String> types = new LinkedHashSet<>();
		if (this.specification == Specification.V2) {
			JsonNode declared = operation.has("produces") ? operation.path("produces") : this.document.path("produces");
			declared.values().forEach((type) -> types.add(type.asString("")));
		}
		else {
			for (JsonNode response : operation.path("responses").values()) {
				JsonNode resolved = response.isObject() ? InnerReference.follow(this.document, response) : null;
				if (resolved != null) {
					types.addAll(resolved.path("content").propertyNames());
				}
			}
		}
		types.remove("");
		return List.copyOf(types);
	}

	private @Nullable AuthType authType(JsonNode operation, String pointer) {
		JsonNode value = operation.path("x-auth-type");
		if (!value.isString()) {
			return null;
		}
		try {
			return AuthType.fromWireName(value.stringValue());
		}
		catch (IllegalArgumentException ex) {
			this.warnings.add(pointer + "/x-auth-type", ex.getMessage() + "; the default is taken");
			return null;
		}
	}

	private List<String> scopes(JsonNode operation) {
		Set<String> scopes = new LinkedHashSet<>();
		JsonNode security = operation.has("security") ? operation.path("security") : this.document.path("security");
		for (JsonNode requirement : security.values()) {
			for (Map.Entry<String, JsonNode> scheme : requirement.properties()) {
				if (isOAuth(scheme.getKey())) {
					scheme.getValue().values().forEach((scope) -> scopes.add(scope.asString("")));
				}
			}
		}
		JsonNode old = operation.path("x-scope");
		if (old.isString()) {
			scopes.addAll(List.of(old.stringValue().trim().split("[\\s,]+")));
		}
		scopes.remove("");
		return List.copyOf(scopes);
	}

	private boolean isOAuth(String scheme) {
		JsonNode schemes = (this.specification == Specification.V2) ? this.document.path("securityDefinitions")
				: this.document.path("components").path("securitySchemes");
		JsonNode declared = schemes.path(scheme);
		JsonNode resolved = declared.isObject() ? InnerReference.follow(this.document, declared) : null;
		String type = (resolved != null) ? resolved.path("type").asString("") : "";
		return type.equals("oauth2") || type.equals("openIdConnect");
	}

}
