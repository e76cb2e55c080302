package org.gatehouse.publisher.design;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.UrlPattern;
import org.gatehouse.common.runtime.OperationRuntime;
import org.gatehouse.publisher.definition.DefinedOperation;
import org.gatehouse.publisher.definition.DefinedScope;
import org.gatehouse.publisher.definition.Definition;
import org.gatehouse.publisher.definition.DefinitionWriter;
import org.gatehouse.publisher.scopes.ScopeDesign;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a definition says about an API's design.
 */
public final class DefinitionDesigns {

	private DefinitionDesigns() {
	}

	/**
	 * Proposes a design for an API that is made from a definition. What the definition
	 * leaves open, or says in a way that is no name or version here, is bent into shape
	 * or left empty for someone to fill in.
	 * @param definition the definition
	 * @return the design, with the definition's operations
	 */
	public static ApiDesign propose(Definition definition) {
		String name = cleaned(definition.title(), "[~!@#;:%^*()+={}|\\\\<>\"',&$\\[\\]/\\p{Cntrl}]", 60);
		String version = cleaned(definition.version().replaceAll("\\s+", "-"),
				"[~!@#;:%^*()+={}|\\\\<>\"',&/$\\[\\]\\s\\p{Cntrl}]", 30);
		String server = definition.servers().stream().filter(DesignRules::isUrl).findFirst().orElse(null);
		ApiDesign design = ApiDesign.of(name, context(name), version)
			.withDescription(shortened(definition.description(), DesignRules.MAX_DESCRIPTION))
			.withEndpoints(server, null);
		return over(design, definition);
	}

	private static String cleaned(String text, String unwanted, int length) {
		String cleaned = text.replaceAll(unwanted, "").strip();
		return (cleaned.length() <= length) ? cleaned : cleaned.substring(0, length).strip();
	}

	private static @Nullable String shortened(String text, int length) {
		if (text.isBlank()) {
			return null;
		}
		return (text.length() <= length) ? text : text.substring(0, length - 1) + "…";
	}

	private static String context(String name) {
		String ascii = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
		String slug = ascii.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
		return slug.isEmpty() ? "" : "/" + slug;
	}

	/**
	 * Takes operations and scopes from a definition. What a definition does not say of an
	 * operation stays as the design has it.
	 * @param design everything else
	 * @param definition the definition
	 * @return the design
	 * @throws BadRequest if the definition has no operation
	 */
	static ApiDesign over(ApiDesign design, Definition definition) {
		if (definition.operations().isEmpty()) {
			throw new BadRequest("paths", null, "a definition with at least one operation");
		}
		Map<String, OperationDesign> present = new LinkedHashMap<>();
		design.operations().forEach(operation -> present.put(operation.verb() + " " + operation.target(), operation));
		List<OperationDesign> operations = definition.operations()
			.stream()
			.map(defined -> operation(defined, present.get(defined.verb() + " " + defined.pattern())))
			.toList();
		return design.withOperations(operations).withScopes(scopes(design, definition));
	}

	private static OperationDesign operation(DefinedOperation defined, @Nullable OperationDesign present) {
		String authType = (present != null) ? present.authType() : null;
		String tier = (present != null) ? present.throttlingPolicy() : null;
		return new OperationDesign(defined.pattern().value(), defined.verb().name(),
				(defined.authType() != null) ? defined.authType().wireName() : authType,
				(defined.tier() != null) ? defined.tier() : tier, defined.scopes(),
				defined.summary().isBlank() ? null : defined.summary(), defined.produces(),
				(present != null) ? present.runtime() : OperationRuntime.DEFAULT);
	}

	/** The design's scopes win, since someone looked at them. */
	private static List<ScopeDesign> scopes(ApiDesign design, Definition definition) {
		Map<String, ScopeDesign> scopes = new LinkedHashMap<>();
		design.scopes().forEach(scope -> scopes.put(scope.name(), scope));
		for (DefinedScope defined : definition.scopes()) {
			scopes.putIfAbsent(defined.key(), new ScopeDesign(defined.key(), shortened(defined.name(), 255),
					shortened(defined.description(), 512), defined.roles(), false));
		}
		for (DefinedOperation operation : definition.operations()) {
			operation.scopes().forEach(key -> scopes.putIfAbsent(key, ScopeDesign.of(key)));
		}
		return new ArrayList<>(scopes.values());
	}

	/**
	 * Writes what a design says as a definition.
	 * @param design the design
	 * @param stored the document that the API was made from, null where it was made by
	 * hand
	 * @return JSON
	 */
	static String document(ApiDesign design, @Nullable String stored) {
		List<DefinedOperation> operations = design.operations().stream().map(DefinitionDesigns::defined).toList();
		List<DefinedScope> scopes = design.scopes().stream().map(DefinitionDesigns::defined).toList();
		String description = design.description();
		return (stored != null) ? DefinitionWriter.update(stored, operations, scopes) : DefinitionWriter
			.generate(design.name(), design.version(), (description != null) ? description : "", operations, scopes);
	}

	private static DefinedOperation defined(OperationDesign operation) {
		String summary = operation.summary();
		String authType = operation.authType();
		return new DefinedOperation(HttpVerb.valueOf(operation.verb()), new UrlPattern(operation.target()),
				(summary != null) ? summary : "", operation.produces(),
				(authType != null) ? AuthType.fromWireName(authType) : AuthType.ANY, operation.throttlingPolicy(),
				operation.scopes());
	}

	private static DefinedScope defined(ScopeDesign scope) {
		String displayName = scope.displayName();
		String description = scope.description();
		return new DefinedScope(scope.name(), (displayName != null) ? displayName : scope.name(),
				(description != null) ? description : "", scope.bindings());
	}

}
