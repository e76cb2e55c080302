package org.gatehouse.publisher.design;

import java.net.URI;
import java.security.Principal;
import java.util.Locale;
import java.util.UUID;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.db.api.ApiQuery;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.EntityTag;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.rest.RestApi;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The contract's {@code /apis}.
 */
@RestApi("/api/am/publisher/v4")
class ApiRestController {

	private final ApiDesignService service;

	private final EndpointSecurityRules security;

	ApiRestController(ApiDesignService service, EndpointSecurityRules security) {
		this.service = service;
		this.security = security;
	}

	/** The contract's {@code APIInfo}. */
	record ApiInfo(String id, String name, String description, String context, String version, String provider,
			String type, String lifeCycleStatus, boolean hasThumbnail, boolean advertiseOnly, String createdTime,
			String updatedTime) {

		static ApiInfo of(ApiSummary summary) {
			String description = summary.description();
			return new ApiInfo(summary.id().toString(), summary.name(), (description != null) ? description : "",
					summary.context(), summary.version(), summary.provider(), "HTTP", summary.state().name(), false,
					false, summary.createdAt().toString(), summary.updatedAt().toString());
		}

	}

	@GetMapping("/apis")
	Page<ApiInfo> list(@RequestParam(required = false) @Nullable String query,
			@RequestParam(defaultValue = "createdTime") String sortBy,
			@RequestParam(defaultValue = "desc") String sortOrder, PageRequest page) {
		boolean descending = switch (sortOrder.toLowerCase(Locale.ROOT)) {
			case "desc" -> true;
			case "asc" -> false;
			default -> throw new BadRequest("sortOrder", sortOrder, "asc or desc");
		};
		return this.service.list(ApiQuery.parse(query), order(sortBy), descending, page).map(ApiInfo::of);
	}

	private static ApiQuery.Order order(String sortBy) {
		return switch (sortBy) {
			case "apiName" -> ApiQuery.Order.NAME;
			case "version" -> ApiQuery.Order.VERSION;
			case "createdTime" -> ApiQuery.Order.CREATED;
			case "status" -> ApiQuery.Order.STATE;
			default -> throw new BadRequest("sortBy", sortBy, "apiName, version, createdTime or status");
		};
	}

	@PostMapping("/apis")
	ResponseEntity<ApiBody> create(@RequestBody JsonNode body, Principal principal) {
		return created(this.service.create(ApiBodyReader.read(body, null, this.security), principal.getName()));
	}

	@GetMapping("/apis/{apiId}")
	ResponseEntity<ApiBody> get(@PathVariable UUID apiId) {
		return answered(this.service.get(new ApiId(apiId)));
	}

	@PutMapping("/apis/{apiId}")
	ResponseEntity<ApiBody> update(@PathVariable UUID apiId, @RequestBody JsonNode body,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		ApiId id = new ApiId(apiId);
		ApiView present = this.service.get(id);
		String expected = (ifMatch != null) ? ifMatch : EntityTag.of(present.edition());
		EntityTag.check(expected, present.edition());
		return answered(this.service.update(id, ApiBodyReader.read(body, present.design(), this.security), expected));
	}

	@DeleteMapping("/apis/{apiId}")
	void delete(@PathVariable UUID apiId,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		this.service.delete(new ApiId(apiId), ifMatch);
	}

	@PostMapping("/apis/copy-api")
	ResponseEntity<ApiBody> copy(@RequestParam UUID apiId, @RequestParam String newVersion,
			@RequestParam(defaultValue = "false") boolean defaultVersion) {
		return created(this.service.copy(new ApiId(apiId), newVersion, defaultVersion));
	}

	/** Answers 200 where the name, or the context with its slash, is taken. */
	@PostMapping("/apis/validate")
	void validate(@RequestParam String query) {
		String value = query.replaceFirst("^(name|context):", "");
		boolean context = query.startsWith("context:") || query.startsWith("/");
		String sought = context ? DesignRules.normalContext(value) : value;
		if (!this.service.isTaken(sought)) {
			throw new NotFound("no API has the name or context '" + sought + "'");
		}
	}

	static ResponseEntity<ApiBody> created(ApiView view) {
		return ResponseEntity.created(URI.create("/api/am/publisher/v4/apis/" + view.id()))
			.eTag(EntityTag.of(view.edition()))
			.body(ApiBody.of(view));
	}

	static ResponseEntity<ApiBody> answered(ApiView view) {
		return ResponseEntity.ok()
			.eTag(EntityTag.of(view.edition()))
			.lastModified(view.updatedAt())
			.body(ApiBody.of(view));
	}

}
