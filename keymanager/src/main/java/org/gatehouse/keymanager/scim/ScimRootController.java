package org.gatehouse.keymanager.scim;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.RoleView;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /scim2} itself: searches over users and groups (RFC 7644 section 3.4.2.1), and
 * what there is not.
 */
@RestController
@RequestMapping(path = "/scim2", produces = { ScimErrors.MEDIA_TYPE, "application/json" })
class ScimRootController {

	private final ScimUsers users;

	private final ScimGroups groups;

	private final ScimAnswers answers;

	private final ScimBodies bodies;

	ScimRootController(ScimUsers users, ScimGroups groups, ScimAnswers answers, ScimBodies bodies) {
		this.users = users;
		this.groups = groups;
		this.answers = answers;
		this.bodies = bodies;
	}

	@GetMapping({ "", "/" })
	ScimList<ObjectNode> list(@RequestParam Map<String, String> parameters) {
		return found(ScimQuery.of(parameters));
	}

	@PostMapping(path = "/.search", consumes = { ScimErrors.MEDIA_TYPE, "application/json" })
	ScimList<ObjectNode> search(HttpServletRequest request) throws IOException {
		return found(ScimQuery.of(this.bodies.read(request)));
	}

	/** Users come first, then groups. */
	private ScimList<ObjectNode> found(ScimQuery query) {
		if (query.sortBy() != null) {
			throw ScimProblem.invalidValue("sortBy: '" + query.sortBy()
					+ "' (expected: none in a search over users and groups; they are sorted by their names)");
		}
		ScimFound<Account> accounts = this.users.find(query, ScimAttributes.USERS.beside(ScimAttributes.GROUPS));
		ScimQuery rest = query.behind(accounts.list().size(), accounts.total());
		ScimFound<RoleView> roles = this.groups.find(rest, ScimAttributes.GROUPS.beside(ScimAttributes.USERS));
		List<ScimResource> found = new ArrayList<>(this.answers.users(accounts.list()));
		found.addAll(this.answers.groups(roles.list(), query.projection()));
		return this.answers.list(found, query, accounts.total() + roles.total());
	}

	/** Operations of SCIM that are not offered (RFC 7644 sections 3.7 and 3.11). */
	@RequestMapping({ "/Bulk", "/Me" })
	ResponseEntity<Map<String, Object>> notOffered(HttpServletRequest request) {
		return ScimErrors.answer(501, null,
				request.getRequestURI() + " is not offered (expected: /scim2/Users or /scim2/Groups)");
	}

	/** Whatever no other method of the SCIM endpoints takes. */
	@RequestMapping("/**")
	ResponseEntity<Map<String, Object>> notThere(HttpServletRequest request) {
		String allowed = allowed(request.getRequestURI().substring(request.getContextPath().length()));
		if (allowed == null) {
			return ScimErrors.answer(404, null, "There is no such endpoint (expected: /scim2/Users or /scim2/Groups)");
		}
		if (List.of(allowed.split(", ")).contains(request.getMethod())) {
			return ScimErrors.answer(415, null,
					"Content-Type: " + request.getContentType() + " (expected: " + ScimErrors.MEDIA_TYPE + ")");
		}
		ResponseEntity<Map<String, Object>> refused = ScimErrors.answer(405, null,
				request.getMethod() + " (expected: one of " + allowed + ")");
		return ResponseEntity.status(405)
			.headers(refused.getHeaders())
			.header(HttpHeaders.ALLOW, allowed)
			.body(refused.getBody());
	}

	private static @Nullable String allowed(String path) {
		if (path.matches("/scim2(/Users|/Groups)?/\\.search")) {
			return "POST";
		}
		if (path.matches("/scim2/(Users|Groups)/[^/]+")) {
			return "GET, HEAD, PUT, PATCH, DELETE";
		}
		if (path.matches("/scim2/(Users|Groups)")) {
			return "GET, HEAD, POST";
		}
		return path.matches("/scim2/?|/scim2/(ServiceProviderConfig|(Schemas|ResourceTypes)(/[^/]+)?)") ? "GET, HEAD"
				: null;
	}

}
