package org.gatehouse.keymanager.throttling;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.gatehouse.db.deny.DenyRule;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.EntityTag;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.RestApi;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Pageable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The contract's {@code /throttling/deny-policies} and {@code /throttling/deny-policy}.
 */
@RestApi(DenyRestController.PATH)
class DenyRestController {

	static final String PATH = "/api/am/admin/v4/throttling";

	private static final String TYPE = "conditionType:";

	private static final String VALUE = "conditionValue:";

	private final DenyService rules;

	DenyRestController(DenyService rules) {
		this.rules = rules;
	}

	/**
	 * Rules with a type or value ({@code conditionType:IP & conditionValue:10.1.1.1}), or
	 * all.
	 */
	@GetMapping("/deny-policies")
	Page<DenyBody.Answer> list(@RequestParam(defaultValue = "") String query) {
		DenyRule.Kind type = null;
		String value = "";
		for (String part : Arrays.stream(query.split("&"))
			.map(String::strip)
			.filter((one) -> !one.isEmpty())
			.toList()) {
			if (part.startsWith(TYPE)) {
				type = DenyDesign.kind(part.substring(TYPE.length()).strip());
			}
			else if (part.startsWith(VALUE)) {
				value = part.substring(VALUE.length()).strip();
			}
			else {
				throw new BadRequest("query", part, TYPE + "… or " + VALUE + "…");
			}
		}
		List<DenyView> found = this.rules.search(type, value, Pageable.unpaged()).getContent();
		return Page.all(found.stream().map(DenyBody.Answer::of).toList());
	}

	@PostMapping("/deny-policies")
	ResponseEntity<DenyBody.Answer> add(@RequestBody DenyBody body) {
		DenyView made = this.rules.add(DenyDesign.of(body));
		return ResponseEntity.created(URI.create(PATH + "/deny-policy/" + made.id()))
			.eTag(EntityTag.of(made.edition()))
			.body(DenyBody.Answer.of(made));
	}

	@GetMapping("/deny-policy/{id}")
	ResponseEntity<DenyBody.Answer> get(@PathVariable UUID id) {
		return ok(this.rules.get(id));
	}

	@PatchMapping("/deny-policy/{id}")
	ResponseEntity<DenyBody.Answer> activate(@PathVariable UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestBody DenyBody.Status status) {
		Boolean active = status.conditionStatus();
		if (active == null) {
			throw new BadRequest("conditionStatus", null, "true or false");
		}
		return ok(this.rules.activate(id, active, ifMatch));
	}

	/** The contract's answer to this has a 200 and no body. */
	@DeleteMapping("/deny-policy/{id}")
	void delete(@PathVariable UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		this.rules.delete(id, ifMatch);
	}

	private static ResponseEntity<DenyBody.Answer> ok(DenyView rule) {
		return ResponseEntity.ok().eTag(EntityTag.of(rule.edition())).body(DenyBody.Answer.of(rule));
	}

}
