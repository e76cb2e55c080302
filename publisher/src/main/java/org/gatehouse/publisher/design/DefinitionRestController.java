package org.gatehouse.publisher.design;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.gatehouse.common.api.ApiId;
import org.gatehouse.publisher.definition.Definition;
import org.gatehouse.publisher.definition.DefinitionRefusal;
import org.gatehouse.publisher.definition.DefinitionResult;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.EntityTag;
import org.gatehouse.web.rest.RestApi;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/**
 * The contract's operations with OpenAPI documents. A document comes as a file, from a
 * URL or as text; it is read before a transaction begins.
 */
@RestApi("/api/am/publisher/v4")
class DefinitionRestController {

	private final ApiDesignService service;

	private final DefinitionImports imports;

	private final JsonMapper json;

	private final EndpointSecurityRules security;

	DefinitionRestController(ApiDesignService service, DefinitionImports imports, JsonMapper json,
			EndpointSecurityRules security) {
		this.security = security;
		this.service = service;
		this.imports = imports;
		this.json = json;
	}

	/** The contract's {@code OpenAPIDefinitionValidationResponse}. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Validation(@JsonProperty("isValid") boolean isValid, @Nullable String content, @Nullable Info info,
			List<Map<String, String>> errors) {

	}

	/** What a valid document says of itself. */
	record Info(String name, String version, String context, String description, String openAPIVersion,
			List<String> endpoints) {

	}

	@PostMapping(path = "/apis/import-openapi", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	ResponseEntity<ApiBody> importDefinition(@RequestParam(required = false) @Nullable MultipartFile file,
			@RequestParam(required = false) @Nullable String url,
			@RequestParam(required = false) @Nullable String inlineAPIDefinition,
			@RequestParam(required = false) @Nullable String additionalProperties, Principal principal) {
		JsonNode properties = properties(additionalProperties);
		Definition definition = this.imports.require(read(file, url, inlineAPIDefinition));
		ApiDesign design = ApiBodyReader.readOver(properties, DefinitionDesigns.propose(definition), this.security);
		return ApiRestController.created(this.service.importDefinition(definition, design, principal.getName()));
	}

	@PostMapping(path = "/apis/validate-openapi", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	Validation validate(@RequestParam(defaultValue = "false") boolean returnContent,
			@RequestParam(required = false) @Nullable MultipartFile file,
			@RequestParam(required = false) @Nullable String url,
			@RequestParam(required = false) @Nullable String inlineAPIDefinition) {
		return switch (read(file, url, inlineAPIDefinition)) {
			case Definition definition -> {
				ApiDesign design = DefinitionDesigns.propose(definition);
				yield new Validation(true, returnContent ? definition.document().toString() : null,
						new Info(design.name(), design.version(), design.context(), definition.description(),
								definition.specification(), definition.servers()),
						List.of());
			}
			case DefinitionRefusal refusal -> new Validation(false, null, null,
					refusal.problems()
						.stream()
						.map(problem -> Map.of("code", refusal.reason().name(), "message", problem.place(),
								"description", problem.message()))
						.toList());
		};
	}

	@GetMapping(path = "/apis/{apiId}/swagger", produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<byte[]> definition(@PathVariable UUID apiId) {
		ApiId id = new ApiId(apiId);
		return ResponseEntity.ok()
			.eTag(EntityTag.of(this.service.get(id).edition()))
			.contentType(MediaType.APPLICATION_JSON)
			.body(this.service.definition(id).getBytes(StandardCharsets.UTF_8));
	}

	@PutMapping(path = "/apis/{apiId}/swagger", consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<byte[]> replaceDefinition(@PathVariable UUID apiId,
			@RequestParam(required = false) @Nullable MultipartFile file,
			@RequestParam(required = false) @Nullable String url,
			@RequestParam(required = false) @Nullable String apiDefinition,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		ApiId id = new ApiId(apiId);
		this.service.get(id);
		this.service.replaceDefinition(id, this.imports.require(read(file, url, apiDefinition)), ifMatch);
		return definition(apiId);
	}

	private DefinitionResult read(@Nullable MultipartFile file, @Nullable String url, @Nullable String text) {
		List<String> given = new ArrayList<>();
		if (file != null && !file.isEmpty()) {
			given.add("file");
		}
		if (url != null && !url.isBlank()) {
			given.add("url");
		}
		if (text != null && !text.isBlank()) {
			given.add("inlineAPIDefinition");
		}
		if (given.size() != 1) {
			throw new BadRequest("file", given.isEmpty() ? null : given.toString(),
					"exactly one of file, url and inlineAPIDefinition");
		}
		if (file != null && given.contains("file")) {
			return this.imports.read(bytes(file));
		}
		return (url != null && given.contains("url")) ? this.imports.fetch(url.strip())
				: this.imports.read((text != null) ? text : "");
	}

	private static byte[] bytes(MultipartFile file) {
		try {
			return file.getBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private JsonNode properties(@Nullable String text) {
		if (text == null || text.isBlank()) {
			return this.json.createObjectNode();
		}
		try {
			JsonNode properties = this.json.readTree(text);
			if (properties.isObject()) {
				return properties;
			}
		}
		catch (JacksonException _) {
			// Answered below, like every other text that is no object.
		}
		throw new BadRequest("additionalProperties", text, "a JSON object");
	}

}
