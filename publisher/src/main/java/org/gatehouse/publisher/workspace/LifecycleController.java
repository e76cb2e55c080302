package org.gatehouse.publisher.workspace;

import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.publisher.lifecycle.Checklist;
import org.gatehouse.publisher.lifecycle.DeprecationRequest;
import org.gatehouse.publisher.lifecycle.LifecycleService;
import org.gatehouse.publisher.subscriptions.ApiSubscriptionService;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.rest.Refusal;
import org.gatehouse.web.security.SignedInUser;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Where an API is in its life, where it can go from here, and how it came there.
 */
@Controller
class LifecycleController {

	private final Workspace workspace;

	private final LifecycleService lifecycle;

	private final ApiSubscriptionService subscriptions;

	LifecycleController(Workspace workspace, LifecycleService lifecycle, ApiSubscriptionService subscriptions) {
		this.workspace = workspace;
		this.lifecycle = lifecycle;
		this.subscriptions = subscriptions;
	}

	@GetMapping("/publisher/apis/{id}/lifecycle")
	String lifecycle(@PathVariable UUID id, Model model, HttpServletResponse response) {
		String page = page(new ApiId(id), Form.empty(), model);
		this.workspace.lookAgain(model, response);
		return page;
	}

	private String page(ApiId id, Form form, Model model) {
		this.workspace.open(id, "lifecycle", model);
		model.addAttribute("form", form);
		model.addAttribute("life", this.lifecycle.state(id));
		model.addAttribute("history", this.lifecycle.history(id));
		model.addAttribute("subscribed", this.subscriptions.list(id, PageRequest.of(1, 0)).pagination().total());
		return "publisher/workspace/lifecycle";
	}

	@PostMapping("/publisher/apis/{id}/lifecycle")
	String change(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> typed, SignedInUser user,
			Model model, RedirectAttributes flash, HttpServletResponse response) {
		ApiId api = new ApiId(id);
		Form form = Form.of(typed);
		try {
			LifecycleState.Action action = action(form.value("action"));
			Checklist wishes = new Checklist(form.has("deprecateOldVersions", "true"),
					form.has("requireReSubscription", "true"));
			DeprecationRequest deprecation = new DeprecationRequest(form.value("sunset"), form.value("successor"),
					form.value("documentation"));
			LifecycleState state = this.lifecycle.change(api, action, wishes, deprecation, null, user.name()).state();
			flash.addFlashAttribute("flash",
					this.workspace.say("publisher.moved", this.workspace.say("state." + state.name())));
			return "redirect:" + Workspace.path(api, form.value("from").equals("overview") ? "overview" : "lifecycle");
		}
		catch (Refusal refusal) {
			response.setStatus(refusal.status());
			return page(api, form.refused(refusal), model);
		}
	}

	private static LifecycleState.Action action(String name) {
		try {
			return LifecycleState.Action.fromWireName(name);
		}
		catch (IllegalArgumentException _) {
			throw new BadRequest("action", name, "one of the actions of the page");
		}
	}

}
