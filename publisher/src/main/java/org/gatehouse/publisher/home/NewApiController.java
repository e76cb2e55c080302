package org.gatehouse.publisher.home;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.publisher.design.ApiDesign;
import org.gatehouse.publisher.design.ApiDesignService;
import org.gatehouse.publisher.design.ApiView;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.Refusal;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Making an API by hand: what cannot be changed later, and the endpoint. Everything else
 * is in the workspace.
 */
@Controller
class NewApiController {

	private final ApiDesignService designs;

	NewApiController(ApiDesignService designs) {
		this.designs = designs;
	}

	@GetMapping("/publisher/apis/new")
	String form(Model model) {
		model.addAttribute("form", Form.empty());
		return "publisher/home/new";
	}

	@PostMapping("/publisher/apis/new")
	String create(@RequestParam MultiValueMap<String, String> typed, SignedInUser user, Model model,
			HttpServletResponse response) {
		Form form = Form.of(typed);
		ApiDesign design = ApiDesign
			.of(form.value("name").strip(), form.value("context").strip(), form.value("version").strip())
			.withDescription(orNull(form.value("description")))
			.withEndpoints(orNull(form.value("endpointConfig.production_endpoints.url")), null);
		try {
			ApiView api = this.designs.create(design, user.name());
			return "redirect:/publisher/apis/" + api.id();
		}
		catch (Refusal refusal) {
			response.setStatus(refusal.status());
			model.addAttribute("form", form.refused(refusal));
			return "publisher/home/new";
		}
	}

	static @Nullable String orNull(String text) {
		return text.isBlank() ? null : text.strip();
	}

}
