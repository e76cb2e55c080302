package org.gatehouse.publisher.workspace;

import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.common.api.ApiId;
import org.gatehouse.publisher.design.ApiDesignService;
import org.gatehouse.publisher.subscriptions.ApiSubscriptionService;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.rest.Refusal;
import org.gatehouse.web.security.SignedInUser;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * An API at a glance: what is missing until it can be published, where it can be called,
 * its definition; new versions and deletion.
 */
@Controller
class OverviewController {

	private final Workspace workspace;

	private final ApiDesignService designs;

	private final ApiSubscriptionService subscriptions;

	OverviewController(Workspace workspace, ApiDesignService designs, ApiSubscriptionService subscriptions) {
		this.workspace = workspace;
		this.designs = designs;
		this.subscriptions = subscriptions;
	}

	@GetMapping("/publisher/apis/{id}")
	String overview(@PathVariable UUID id, Model model, HttpServletResponse response) {
		return page(new ApiId(id), Form.empty(), model, response);
	}

	private String page(ApiId id, Form form, Model model, HttpServletResponse response) {
		this.workspace.open(id, "overview", model);
		this.workspace.lookAgain(model, response);
		model.addAttribute("form", form);
		model.addAttribute("versions", this.designs.versions(id));
		model.addAttribute("subscribed", subscribed(id));
		return "publisher/workspace/overview";
	}

	private long subscribed(ApiId id) {
		return this.subscriptions.list(id, PageRequest.of(1, 0)).pagination().total();
	}

	@GetMapping("/publisher/apis/{id}/definition")
	ResponseEntity<String> definition(@PathVariable UUID id) {
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_JSON)
			.header("Content-Disposition", "attachment; filename=\"openapi.json\"")
			.body(this.designs.definition(new ApiId(id)));
	}

	@PostMapping("/publisher/apis/{id}/copy")
	String copy(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> typed, Model model,
			RedirectAttributes flash, HttpServletResponse response) {
		Form form = Form.of(typed);
		try {
			ApiId made = this.designs
				.copy(new ApiId(id), form.value("newVersion").strip(), form.has("defaultVersion", "true"))
				.id();
			flash.addFlashAttribute("flash", this.workspace.say("publisher.copied", form.value("newVersion").strip()));
			return "redirect:" + Workspace.path(made, "overview");
		}
		catch (Refusal refusal) {
			response.setStatus(refusal.status());
			return page(new ApiId(id), form.refused(refusal).renamed("version", "newVersion"), model, response);
		}
	}

	@GetMapping("/publisher/apis/{id}/delete")
	String confirm(@PathVariable UUID id, Model model) {
		return deletion(new ApiId(id), Form.empty(), model);
	}

	private String deletion(ApiId id, Form form, Model model) {
		this.workspace.open(id, "delete", model);
		model.addAttribute("form", form);
		model.addAttribute("subscribed", subscribed(id));
		return "publisher/workspace/delete";
	}

	@PostMapping("/publisher/apis/{id}/delete")
	String delete(@PathVariable UUID id, Model model, SignedInUser user, RedirectAttributes flash,
			HttpServletResponse response) {
		ApiId api = new ApiId(id);
		String name = this.designs.get(api).design().name();
		try {
			this.designs.delete(api, null);
		}
		catch (Refusal refusal) {
			response.setStatus(refusal.status());
			return deletion(api, Form.empty().refused(refusal), model);
		}
		flash.addFlashAttribute("flash", this.workspace.say("publisher.deleted", name));
		return "redirect:/publisher/apis";
	}

}
