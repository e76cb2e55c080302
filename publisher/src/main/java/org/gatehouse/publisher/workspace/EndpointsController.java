package org.gatehouse.publisher.workspace;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.runtime.EndpointSecurity;
import org.gatehouse.publisher.deployment.EndpointHealths;
import org.gatehouse.publisher.design.ApiView;
import org.gatehouse.publisher.design.EndpointBody;
import org.gatehouse.publisher.design.EndpointSecurityRules;
import org.gatehouse.publisher.design.TypedSecurity;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.BadRequest;
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
 * Where an API's calls go, and what happens when an endpoint fails.
 */
@Controller
class EndpointsController {

	private static final String PRODUCTION = EndpointSecurityRules.FIELD + ".production.";

	private static final String SANDBOX = EndpointSecurityRules.FIELD + ".sandbox.";

	private final Workspace workspace;

	private final EndpointSecurityRules security;

	private final EndpointHealths healths;

	EndpointsController(Workspace workspace, EndpointSecurityRules security, EndpointHealths healths) {
		this.healths = healths;
		this.workspace = workspace;
		this.security = security;
	}

	@GetMapping("/publisher/apis/{id}/endpoints")
	String endpoints(@PathVariable UUID id, Model model) {
		return endpoints(new ApiId(id), null, model);
	}

	private String endpoints(ApiId id, @Nullable Form typed, Model model) {
		ApiView api = this.workspace.open(id, "endpoints", model);
		Form form = (typed != null) ? typed : EndpointForm.of(api.design(), Workspace.editionOf(api));
		model.addAttribute("form", form);
		model.addAttribute("rows", EndpointForm.rows(form));
		model.addAttribute("settings", EndpointForm.SETTINGS);
		model.addAttribute("configured", EndpointForm.configured(form));
		EndpointSecurity stored = api.design().runtime().security();
		model.addAttribute("secrets", Map.of("production_endpoints", Secrets.of(PRODUCTION, stored.production(), form),
				"sandbox_endpoints", Secrets.of(SANDBOX, stored.sandbox(), form)));
		model.addAttribute("standings", this.healths.of(id));
		return "publisher/workspace/endpoints";
	}

	/**
	 * What has to be typed again where an endpoint becomes another.
	 *
	 * @param fields the fields
	 * @param wrong true where one is missing
	 */
	record Secrets(List<String> fields, boolean wrong) {

		static Secrets of(String side, EndpointSecurity.Scheme stored, Form form) {
			List<String> fields = EndpointSecurityRules.secretFields(stored)
				.stream()
				.map((field) -> side + field)
				.toList();
			return new Secrets(fields, fields.stream().anyMatch((field) -> form.error(field) != null));
		}

	}

	@PostMapping("/publisher/apis/{id}/endpoints")
	String save(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> typed, SignedInUser user,
			Model model, RedirectAttributes flash, HttpServletResponse response) {
		ApiId api = new ApiId(id);
		Form form = Form.of(typed);
		String act = form.value("act");
		if (act.startsWith("add:") || act.startsWith("remove:")) {
			return endpoints(api, EndpointForm.changed(typed, act), model);
		}
		return this.workspace.save(new Workspace.Edit(api, "endpoints", typed, user.name(), flash, response),
				design -> {
					EndpointBody body = EndpointForm.read(form);
					return design.withEndpoints(body.production(), body.sandbox())
						.withRuntime(design.runtime()
							.withEndpoints(body.rules())
							.withSecurity(typedAgain(design.runtime().security(), form)));
				}, refused -> endpoints(api, EndpointForm.named(refused), model));
	}

	private EndpointSecurity typedAgain(EndpointSecurity stored, Form form) {
		BadRequest.Collector problems = BadRequest.collect();
		EndpointSecurity security = this.security.read(typed(PRODUCTION, stored.production(), form),
				typed(SANDBOX, stored.sandbox(), form), stored, problems);
		problems.throwIfAny();
		return security;
	}

	/** Everything as it is stored; a secret that was not typed stays too. */
	private static TypedSecurity typed(String side, EndpointSecurity.Scheme stored, Form form) {
		return EndpointSecurityRules.shown(stored)
			.withSecrets(form.value(side + "password"), form.value(side + "clientSecret"));
	}

}
