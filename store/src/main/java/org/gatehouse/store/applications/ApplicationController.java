package org.gatehouse.store.applications;

import java.net.URI;
import java.util.UUID;

import org.gatehouse.store.StorePaths;
import org.gatehouse.web.rest.EntityTag;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.rest.RestApi;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

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
 * {@code /applications} of the contract.
 */
@RestApi(StorePaths.REST + "/applications")
class ApplicationController {

	private final ApplicationService applications;

	private final DefaultApplications defaults;

	ApplicationController(ApplicationService applications, DefaultApplications defaults) {
		this.applications = applications;
		this.defaults = defaults;
	}

	@GetMapping
	Page<ApplicationListItem> list(SignedInUser user, @RequestParam @Nullable String query,
			@RequestParam @Nullable String sortBy, @RequestParam @Nullable String sortOrder, PageRequest page) {
		ApplicationQuery asked = ApplicationQuery.of(query, sortBy, sortOrder);
		this.defaults.ensure(user);
		return this.applications.list(user, asked, page).map(ApplicationListItem::of);
	}

	@PostMapping
	ResponseEntity<ApplicationResource> create(SignedInUser user, @RequestBody ApplicationResource body) {
		ApplicationView created = this.applications.create(user, body.draft());
		return ResponseEntity.created(URI.create(StorePaths.REST + "/applications/" + created.id()))
			.eTag(EntityTag.of(created.rowVersion()))
			.body(ApplicationResource.of(created));
	}

	@GetMapping("/{applicationId}")
	ResponseEntity<ApplicationResource> get(SignedInUser user, @PathVariable UUID applicationId) {
		return answer(this.applications.get(user, applicationId));
	}

	@PutMapping("/{applicationId}")
	ResponseEntity<ApplicationResource> update(SignedInUser user, @PathVariable UUID applicationId,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestBody ApplicationResource body) {
		return answer(this.applications.update(user, applicationId, body.draft(), ifMatch));
	}

	/** 200 rather than 204, as in the contract. */
	@DeleteMapping("/{applicationId}")
	ResponseEntity<Void> delete(SignedInUser user, @PathVariable UUID applicationId,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		this.applications.delete(user, applicationId, ifMatch);
		return ResponseEntity.ok().build();
	}

	private static ResponseEntity<ApplicationResource> answer(ApplicationView application) {
		return ResponseEntity.ok()
			.eTag(EntityTag.of(application.rowVersion()))
			.lastModified(application.updatedAt())
			.body(ApplicationResource.of(application));
	}

}
