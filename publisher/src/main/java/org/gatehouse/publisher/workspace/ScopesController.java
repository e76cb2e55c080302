package org.gatehouse.publisher.workspace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.common.api.ApiId;
import org.gatehouse.publisher.design.ApiDesign;
import org.gatehouse.publisher.design.ApiView;
import org.gatehouse.publisher.design.OperationDesign;
import org.gatehouse.publisher.scopes.ScopeDesign;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The scopes of an API: what they are called, which roles are granted them, and which
 * operations ask for them.
 */
@Controller
class ScopesController {

	private final Workspace workspace;

	ScopesController(Workspace workspace) {
		this.workspace = workspace;
	}

	@GetMapping("/publisher/apis/{id}/scopes")
	String scopes(@PathVariable UUID id, Model model) {
		return list(new ApiId(id), Form.empty(), model);
	}

	private String list(ApiId id, Form form, Model model) {
		ApiDesign design = this.workspace.open(id, "scopes", model).design();
		Map<String, Long> uses = new LinkedHashMap<>();
		for (ScopeDesign scope : design.scopes()) {
			uses.put(scope.name(), (long) users(design, scope.name()).size());
		}
		model.addAttribute("uses", uses);
		model.addAttribute("form", form);
		return "publisher/workspace/scopes";
	}

	private static List<OperationDesign> users(ApiDesign design, String key) {
		return design.operations().stream().filter(operation -> operation.scopes().contains(key)).toList();
	}

	@PostMapping("/publisher/apis/{id}/scopes")
	String add(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> typed, SignedInUser user, Model model,
			RedirectAttributes flash, HttpServletResponse response) {
		ApiId api = new ApiId(id);
		return this.workspace.save(new Workspace.Edit(api, "scopes", typed, user.name(), flash, response), design -> {
			List<ScopeDesign> scopes = new ArrayList<>(design.scopes());
			ScopeDesign added = typed(Form.of(typed).value("name").strip(), Form.of(typed));
			if (scopes.stream().anyMatch(scope -> scope.name().equals(added.name()))) {
				throw new BadRequest("name", added.name(), "a key that the API does not have yet");
			}
			scopes.add(added);
			return design.withScopes(scopes);
		}, refused -> list(api, atFields(refused), model));
	}

	private static ScopeDesign typed(String key, Form form) {
		return new ScopeDesign(key, orKey(form.value("displayName"), key), form.value("description").strip(),
				BasicsController.words(form.value("bindings")), form.has("shared", "true"));
	}

	private static String orKey(String displayName, String key) {
		return displayName.isBlank() ? key : displayName.strip();
	}

	/**
	 * The service names scopes by their place in the list; the page has one at a time.
	 */
	private static Form atFields(Form refused) {
		Form form = refused;
		for (String field : refused.errors().keySet()) {
			int dot = field.lastIndexOf('.');
			if (field.startsWith("scopes[") && dot > 0) {
				String last = field.substring(dot + 1);
				form = form.renamed(field, last.startsWith("bindings") ? "bindings" : last);
			}
		}
		return form;
	}

	@GetMapping("/publisher/apis/{id}/scopes/edit")
	String edit(@PathVariable UUID id, @RequestParam String key, Model model) {
		return edit(new ApiId(id), key, null, model);
	}

	private String edit(ApiId id, String key, @Nullable Form typed, Model model) {
		ApiView api = this.workspace.open(id, "scopes", model);
		ScopeDesign scope = api.design()
			.scopes()
			.stream()
			.filter(candidate -> candidate.name().equals(key))
			.findFirst()
			.orElseThrow(() -> NotFound.of("scope", key));
		String description = scope.description();
		String displayName = scope.displayName();
		model.addAttribute("form",
				(typed != null) ? typed : Form.of(Map.of("edition", Workspace.editionOf(api), "displayName",
						(displayName != null) ? displayName : "", "description",
						(description != null) ? description : "", "bindings", String.join(", ", scope.bindings()))));
		model.addAttribute("scope", scope);
		model.addAttribute("users", users(api.design(), key));
		return "publisher/workspace/scope";
	}

	@PostMapping("/publisher/apis/{id}/scopes/edit")
	String change(@PathVariable UUID id, @RequestParam String key, @RequestParam MultiValueMap<String, String> typed,
			SignedInUser user, Model model, RedirectAttributes flash, HttpServletResponse response) {
		ApiId api = new ApiId(id);
		return this.workspace.save(new Workspace.Edit(api, "scopes", typed, user.name(), flash, response),
				design -> design.withScopes(design.scopes()
					.stream()
					.map(scope -> scope.name().equals(key) ? typed(key, Form.of(typed)) : scope)
					.toList()),
				refused -> edit(api, key, atFields(refused), model));
	}

	@PostMapping("/publisher/apis/{id}/scopes/delete")
	String delete(@PathVariable UUID id, @RequestParam String key, @RequestParam MultiValueMap<String, String> typed,
			SignedInUser user, Model model, RedirectAttributes flash, HttpServletResponse response) {
		ApiId api = new ApiId(id);
		return this.workspace.save(new Workspace.Edit(api, "scopes", typed, user.name(), flash, response),
				design -> without(design, key), refused -> edit(api, key, refused, model));
	}

	private static ApiDesign without(ApiDesign design, String key) {
		List<OperationDesign> operations = design.operations()
			.stream()
			.map(operation -> operation
				.withScopes(operation.scopes().stream().filter(scope -> !scope.equals(key)).toArray(String[]::new)))
			.toList();
		return design.withOperations(operations)
			.withScopes(design.scopes().stream().filter(scope -> !scope.name().equals(key)).toList());
	}

}
