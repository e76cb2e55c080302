package org.gatehouse.publisher.workspace;

import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.runtime.ApiLimits;
import org.gatehouse.common.runtime.CounterLoss;
import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.publisher.design.ApiDesign;
import org.gatehouse.publisher.design.ApiView;
import org.gatehouse.publisher.tiers.TierService;
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
 * The limits of an API as a whole: one policy for all its operations, how many calls a
 * second its endpoints take, and what becomes of calls that cannot be counted.
 */
@Controller
class LimitsController {

	private static final String POLICY = "apiThrottlingPolicy";

	private static final String PRODUCTION = "maxTps.production";

	private static final String SANDBOX = "maxTps.sandbox";

	private static final String ON_COUNTER_LOSS = "onCounterLoss";

	private final Workspace workspace;

	private final TierService tiers;

	LimitsController(Workspace workspace, TierService tiers) {
		this.workspace = workspace;
		this.tiers = tiers;
	}

	@GetMapping("/publisher/apis/{id}/limits")
	String limits(@PathVariable UUID id, Model model) {
		return page(new ApiId(id), null, model);
	}

	private String page(ApiId id, @Nullable Form typed, Model model) {
		ApiView api = this.workspace.open(id, "limits", model);
		model.addAttribute("form", (typed != null) ? typed : stored(api));
		model.addAttribute("policies", this.tiers.list(TierLevel.RESOURCE));
		return "publisher/workspace/limits";
	}

	private static Form stored(ApiView api) {
		ApiLimits limits = api.design().runtime().limits();
		MultiValueMap<String, String> values = new LinkedMultiValueMap<>();
		values.set("edition", Workspace.editionOf(api));
		values.set(POLICY, (limits.policy() != null) ? limits.policy() : "");
		values.set(PRODUCTION, text(limits.productionTps()));
		values.set(SANDBOX, text(limits.sandboxTps()));
		CounterLoss loss = limits.onCounterLoss();
		values.set(ON_COUNTER_LOSS, (loss != null) ? loss.name() : "");
		return Form.of(values);
	}

	private static String text(@Nullable Long tps) {
		return (tps != null) ? tps.toString() : "";
	}

	@PostMapping("/publisher/apis/{id}/limits")
	String save(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> typed, SignedInUser user,
			Model model, RedirectAttributes flash, HttpServletResponse response) {
		ApiId api = new ApiId(id);
		Form form = Form.of(typed);
		return this.workspace.save(new Workspace.Edit(api, "limits", typed, user.name(), flash, response),
				design -> changed(design, form), refused -> page(api, refused, model));
	}

	private static ApiDesign changed(ApiDesign design, Form form) {
		BadRequest.Collector problems = BadRequest.collect();
		ApiLimits limits = new ApiLimits(form.value(POLICY), tps(form, PRODUCTION, problems),
				tps(form, SANDBOX, problems), loss(form, problems));
		problems.throwIfAny();
		return design.withRuntime(design.runtime().withLimits(limits));
	}

	private static @Nullable CounterLoss loss(Form form, BadRequest.Collector problems) {
		return switch (form.value(ON_COUNTER_LOSS)) {
			case "" -> null;
			case "LOCAL" -> CounterLoss.LOCAL;
			case "REFUSE" -> CounterLoss.REFUSE;
			case String other -> {
				problems.reject(ON_COUNTER_LOSS, other, "one of the choices");
				yield null;
			}
		};
	}

	private static @Nullable Long tps(Form form, String field, BadRequest.Collector problems) {
		String typed = form.value(field).strip();
		if (typed.isEmpty()) {
			return null;
		}
		if (!typed.matches("0*[1-9][0-9]{0,8}")) {
			problems.reject(field, typed, "a whole number, 1 or more, or nothing for any number");
			return null;
		}
		return Long.valueOf(typed);
	}

}
