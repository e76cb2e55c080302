package org.gatehouse.publisher.workspace;

import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.runtime.Caching;
import org.gatehouse.publisher.deployment.ResponseCaches;
import org.gatehouse.publisher.design.ApiView;
import org.gatehouse.publisher.design.CachingBody;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.BadRequest;
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
 * Whether gateways keep an API's answers, and a button that has them forget.
 */
@Controller
class CachingController {

	private static final String ENABLED = "responseCachingEnabled";

	private final Workspace workspace;

	private final ResponseCaches caches;

	CachingController(Workspace workspace, ResponseCaches caches) {
		this.workspace = workspace;
		this.caches = caches;
	}

	@GetMapping("/publisher/apis/{id}/caching")
	String caching(@PathVariable UUID id, Model model) {
		return caching(new ApiId(id), null, model);
	}

	private String caching(ApiId id, @Nullable Form typed, Model model) {
		ApiView api = this.workspace.open(id, "caching", model);
		model.addAttribute("form", (typed != null) ? typed : stored(api));
		return "publisher/workspace/caching";
	}

	private static Form stored(ApiView api) {
		Caching caching = api.design().runtime().caching();
		MultiValueMap<String, String> values = new LinkedMultiValueMap<>();
		values.set("edition", Workspace.editionOf(api));
		values.set(ENABLED, Boolean.toString(caching.enabled()));
		values.set(CachingBody.TIMEOUT, Integer.toString(caching.timeoutSeconds()));
		return Form.of(values);
	}

	@PostMapping("/publisher/apis/{id}/caching")
	String save(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> typed, SignedInUser user,
			Model model, RedirectAttributes flash, HttpServletResponse response) {
		ApiId api = new ApiId(id);
		Form form = Form.of(typed);
		return this.workspace.save(new Workspace.Edit(api, "caching", typed, user.name(), flash, response),
				design -> design.withRuntime(design.runtime().withCaching(read(form))),
				refused -> caching(api, refused, model));
	}

	private static Caching read(Form form) {
		BadRequest.Collector problems = BadRequest.collect();
		Caching caching = CachingBody.of(form.has(ENABLED, "true"), form.value(CachingBody.TIMEOUT).strip(), problems);
		problems.throwIfAny();
		return caching;
	}

	@PostMapping("/publisher/apis/{id}/caching/clear")
	String clear(@PathVariable UUID id, RedirectAttributes flash) {
		this.caches.clear(new ApiId(id));
		flash.addFlashAttribute("flash", this.workspace.say("publisher.caching.cleared"));
		return "redirect:" + Workspace.path(new ApiId(id), "caching");
	}

}
