package org.gatehouse.keymanager.throttling;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.EntityTag;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.RestApi;
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
 * The contract's {@code /throttling/policies}.
 */
@RestApi(PoliciesRestController.PATH)
class PoliciesRestController {

	static final String PATH = "/api/am/admin/v4/throttling/policies";

	private final PolicyService policies;

	PoliciesRestController(PolicyService policies) {
		this.policies = policies;
	}

	/** The contract's {@code ThrottlePolicyDetails}. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Details(String uuid, String policyName, String displayName, @Nullable String description,
			@JsonProperty("isDeployed") boolean isDeployed, String type) {

		static Details of(PolicyView policy) {
			return new Details(policy.id().toString(), policy.name(), policy.displayName(), policy.description(), true,
					policy.kind().shortName());
		}

	}

	/** Policies of one kind ({@code type:sub}), or of all. */
	@GetMapping("/search")
	Page<Details> search(@RequestParam(defaultValue = "") String query) {
		String wanted = query.strip().toLowerCase(Locale.ROOT);
		if (!wanted.isEmpty() && !wanted.startsWith("type:")) {
			throw new BadRequest("query", query, "type:sub, type:app, type:api or type:all");
		}
		String type = wanted.isEmpty() ? "all" : wanted.substring("type:".length()).strip();
		List<PolicyKind> kinds = type.equals("all") ? Arrays.asList(PolicyKind.values())
				: List.of(PolicyKind.ofShortName("query", type));
		return Page.all(kinds.stream().flatMap((kind) -> this.policies.list(kind).stream()).map(Details::of).toList());
	}

	@GetMapping("/{kind}")
	Page<PolicyBody> list(@PathVariable String kind) {
		return Page.all(this.policies.list(PolicyKind.ofPath(kind)).stream().map(PolicyBody::of).toList());
	}

	@GetMapping("/{kind}/{id}")
	ResponseEntity<PolicyBody> get(@PathVariable String kind, @PathVariable UUID id) {
		return ok(this.policies.get(PolicyKind.ofPath(kind), id));
	}

	@PostMapping("/application")
	ResponseEntity<PolicyBody> add(@RequestBody ApplicationPolicyBody body) {
		return created(this.policies.create(PolicyKind.APPLICATION, body.design()));
	}

	@PostMapping("/subscription")
	ResponseEntity<PolicyBody> add(@RequestBody SubscriptionPolicyBody body) {
		return created(this.policies.create(PolicyKind.SUBSCRIPTION, body.design()));
	}

	@PostMapping("/advanced")
	ResponseEntity<PolicyBody> add(@RequestBody AdvancedPolicyBody body) {
		return created(this.policies.create(PolicyKind.ADVANCED, body.design()));
	}

	@PutMapping("/application/{id}")
	ResponseEntity<PolicyBody> change(@PathVariable UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestBody ApplicationPolicyBody body) {
		return ok(this.policies.update(PolicyKind.APPLICATION, id, body.design(), ifMatch));
	}

	@PutMapping("/subscription/{id}")
	ResponseEntity<PolicyBody> change(@PathVariable UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestBody SubscriptionPolicyBody body) {
		return ok(this.policies.update(PolicyKind.SUBSCRIPTION, id, body.design(), ifMatch));
	}

	@PutMapping("/advanced/{id}")
	ResponseEntity<PolicyBody> change(@PathVariable UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestBody AdvancedPolicyBody body) {
		return ok(this.policies.update(PolicyKind.ADVANCED, id, body.design(), ifMatch));
	}

	/** The contract's answer to this has a 200 and no body. */
	@DeleteMapping("/{kind}/{id}")
	void delete(@PathVariable String kind, @PathVariable UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		this.policies.delete(PolicyKind.ofPath(kind), id, ifMatch);
	}

	private static ResponseEntity<PolicyBody> ok(PolicyView policy) {
		return ResponseEntity.ok().eTag(EntityTag.of(policy.edition())).body(PolicyBody.of(policy));
	}

	private static ResponseEntity<PolicyBody> created(PolicyView policy) {
		return ResponseEntity.created(URI.create(PATH + "/" + policy.kind().path() + "/" + policy.id()))
			.eTag(EntityTag.of(policy.edition()))
			.body(PolicyBody.of(policy));
	}

}
