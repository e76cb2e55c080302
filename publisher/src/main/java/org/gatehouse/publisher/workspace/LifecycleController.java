package org.gatehouse.publisher.workspace;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.api.DeprecationNotice;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.publisher.lifecycle.Checklist;
import org.gatehouse.publisher.lifecycle.DeprecationRequest;
import org.gatehouse.publisher.lifecycle.LifecycleService;
import org.gatehouse.publisher.lifecycle.LifecycleView;
import org.gatehouse.publisher.subscriptions.ApiSubscriptionService;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.rest.Refusal;
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
		String page = page(new ApiId(id), null, model);
		this.workspace.lookAgain(model, response);
		return page;
	}

	private String page(ApiId id, @Nullable Form typed, Model model) {
		this.workspace.open(id, "lifecycle", model);
		LifecycleView life = this.lifecycle.state(id);
		model.addAttribute("form", (typed != null) ? typed : Form.of(shown(life.notice())));
		model.addAttribute("life", life);
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
			LifecycleState state = this.lifecycle
				.change(api, action, wishes, typed(form, DeprecationNotice.NONE), null, user.name())
				.state();
			flash.addFlashAttribute("flash",
					this.workspace.say("publisher.moved", this.workspace.say("state." + state.name())));
			return "redirect:" + Workspace.path(api, form.value("from").equals("overview") ? "overview" : "lifecycle");
		}
		catch (Refusal refusal) {
			response.setStatus(refusal.status());
			return page(api, form.refused(refusal), model);
		}
	}

	@PostMapping("/publisher/apis/{id}/lifecycle/notice")
	String announce(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> typed, Model model,
			RedirectAttributes flash, HttpServletResponse response) {
		ApiId api = new ApiId(id);
		Form form = Form.of(typed);
		try {
			this.lifecycle.announce(api, typed(form, this.lifecycle.state(api).notice()), null);
			flash.addFlashAttribute("flash", this.workspace.say("publisher.notice.saved"));
			return "redirect:" + Workspace.path(api, "lifecycle");
		}
		catch (Refusal refusal) {
			response.setStatus(refusal.status());
			return page(api, form.refused(refusal), model);
		}
	}

	private static Map<String, String> shown(DeprecationNotice notice) {
		return Map.of("sunset", day(notice.sunset()), "successor", text(notice.successor()), "documentation",
				text(notice.documentation()));
	}

	/** The page asks for a day; a time that REST was told stays what it is on its day. */
	private static DeprecationRequest typed(Form form, DeprecationNotice present) {
		String sunset = form.value("sunset");
		return new DeprecationRequest(
				(present.sunset() != null && sunset.equals(day(present.sunset()))) ? text(present.sunset()) : sunset,
				form.value("successor"), form.value("documentation"));
	}

	private static String day(@Nullable Instant time) {
		return (time == null) ? "" : LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
	}

	private static String text(@Nullable Object value) {
		return (value == null) ? "" : value.toString();
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
