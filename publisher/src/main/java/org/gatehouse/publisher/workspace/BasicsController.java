package org.gatehouse.publisher.workspace;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.publisher.design.ApiDesign;
import org.gatehouse.publisher.design.ApiView;
import org.gatehouse.publisher.tiers.TierService;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What an API is called and who sees it, and the tiers it is offered on.
 */
@Controller
class BasicsController {

	private final Workspace workspace;

	private final TierService tiers;

	BasicsController(Workspace workspace, TierService tiers) {
		this.workspace = workspace;
		this.tiers = tiers;
	}

	@GetMapping("/publisher/apis/{id}/basics")
	String basics(@PathVariable UUID id, Model model) {
		return basics(new ApiId(id), null, model);
	}

	private String basics(ApiId id, @Nullable Form typed, Model model) {
		ApiView api = this.workspace.open(id, "basics", model);
		model.addAttribute("form", (typed != null) ? typed : stored(api));
		model.addAttribute("tiers", this.tiers.list(TierLevel.SUBSCRIPTION));
		return "publisher/workspace/basics";
	}

	private static Form stored(ApiView api) {
		ApiDesign design = api.design();
		String description = design.description();
		MultiValueMap<String, String> values = new LinkedMultiValueMap<>();
		values.set("edition", Workspace.editionOf(api));
		values.set("description", (description != null) ? description : "");
		values.set("tags", String.join(", ", design.tags()));
		values.set("isDefaultVersion", Boolean.toString(design.defaultVersion()));
		values.put("transport", design.transports());
		values.put("policies", design.tiers());
		values.set("visibility", design.visibility());
		values.set("visibleRoles", String.join(", ", design.visibleRoles()));
		return Form.of(values);
	}

	@PostMapping("/publisher/apis/{id}/basics")
	String saveBasics(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> typed, SignedInUser user,
			Model model, RedirectAttributes flash, HttpServletResponse response) {
		ApiId api = new ApiId(id);
		Form form = Form.of(typed);
		return this.workspace.save(new Workspace.Edit(api, "basics", typed, user.name(), flash, response),
				design -> new ApiDesign(design.name(), design.context(), design.version(),
						blankToNull(form.value("description")), words(form.value("tags")),
						form.has("isDefaultVersion", "true"), typed.getOrDefault("transport", List.of()),
						typed.getOrDefault("policies", List.of()), form.value("visibility"),
						words(form.value("visibleRoles")), design.subscriptionAvailability(),
						design.subscriptionTenants(), design.productionEndpoint(), design.sandboxEndpoint(),
						design.scopes(), design.operations(), design.runtime()),
				refused -> basics(api, refused, model));
	}

	private static @Nullable String blankToNull(String text) {
		return text.isBlank() ? null : text.strip();
	}

	static List<String> words(String text) {
		return Arrays.stream(text.split("[,\\n]"))
			.map(String::strip)
			.filter(word -> !word.isEmpty())
			.distinct()
			.toList();
	}

}
