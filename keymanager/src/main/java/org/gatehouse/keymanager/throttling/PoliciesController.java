package org.gatehouse.keymanager.throttling;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.gatehouse.common.tier.CountedBy;
import org.gatehouse.db.tier.TierUses;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The administrator's pages for policies of all kinds.
 */
@Controller
class PoliciesController {

	private static final String PAGE = "/admin/throttling";

	/** How many users of a policy its pages name. */
	private static final int NAMED = 20;

	private static final Map<String, String> CONDITIONS = conditions();

	private static final Map<String, String> AMOUNTS = amounts();

	private static final Map<String, String> TIMES = times();

	private final PolicyService policies;

	PoliciesController(PolicyService policies) {
		this.policies = policies;
	}

	private static Map<String, String> conditions() {
		Map<String, String> conditions = new LinkedHashMap<>();
		conditions.put(GroupBody.Condition.IP, "Address");
		conditions.put(GroupBody.Condition.HEADER, "Header");
		conditions.put(GroupBody.Condition.QUERY, "Query parameter");
		conditions.put(GroupBody.Condition.CLAIM, "Claim of the token");
		return conditions;
	}

	private static Map<String, String> amounts() {
		Map<String, String> amounts = new LinkedHashMap<>();
		amounts.put("requests", "requests");
		amounts.put("KB", "KB");
		amounts.put("MB", "MB");
		amounts.put("GB", "GB");
		amounts.put("unlimited", "without limit");
		return amounts;
	}

	private static Map<String, String> times() {
		Map<String, String> times = new LinkedHashMap<>();
		times.put("sec", "seconds");
		times.put("min", "minutes");
		times.put("hour", "hours");
		times.put("day", "days");
		return times;
	}

	@GetMapping(PAGE)
	String first() {
		return "redirect:" + path(PolicyKind.SUBSCRIPTION);
	}

	private static String path(PolicyKind kind) {
		return PAGE + "/" + kind.path();
	}

	@GetMapping(PAGE + "/{kind}")
	ModelAndView list(@PathVariable String kind) {
		PolicyKind chosen = PolicyKind.ofPath(kind);
		ModelAndView page = new ModelAndView("admin/throttling/policies");
		page.addObject("kind", chosen.path());
		page.addObject("policies", this.policies.list(chosen));
		return page;
	}

	@GetMapping(PAGE + "/{kind}/new")
	ModelAndView fresh(@PathVariable String kind) {
		return page(PolicyKind.ofPath(kind), null, PolicyForm.fresh(), HttpStatus.OK);
	}

	@GetMapping(PAGE + "/{kind}/{id}")
	ModelAndView edit(@PathVariable String kind, @PathVariable UUID id) {
		PolicyView policy = this.policies.get(PolicyKind.ofPath(kind), id);
		return page(policy.kind(), policy, PolicyForm.of(policy), HttpStatus.OK);
	}

	@PostMapping(PAGE + "/{kind}")
	ModelAndView add(@PathVariable String kind, @RequestParam MultiValueMap<String, String> fields,
			RedirectAttributes redirect) {
		return save(PolicyKind.ofPath(kind), null, fields, redirect);
	}

	@PostMapping(PAGE + "/{kind}/{id}")
	ModelAndView change(@PathVariable String kind, @PathVariable UUID id,
			@RequestParam MultiValueMap<String, String> fields, RedirectAttributes redirect) {
		PolicyKind chosen = PolicyKind.ofPath(kind);
		return save(chosen, this.policies.get(chosen, id), fields, redirect);
	}

	private ModelAndView save(PolicyKind kind, @Nullable PolicyView policy, MultiValueMap<String, String> fields,
			RedirectAttributes redirect) {
		Form form = Form.of(ConditionRows.ordered(fields));
		if (form.value("act").startsWith("add")) {
			return page(kind, policy, form, HttpStatus.OK);
		}
		try {
			PolicyDesign design = PolicyForm.read(form, (policy != null) ? policy.name() : null);
			PolicyView saved = (policy == null) ? this.policies.create(kind, design)
					: this.policies.update(kind, policy.id(), design, "\"" + form.value("edition") + "\"");
			redirect.addFlashAttribute("flash", saved.name() + " is saved, and in force at once.");
			return new ModelAndView("redirect:" + path(kind));
		}
		catch (Refusal refusal) {
			return page(kind, policy, PolicyForm.refused(form, refusal), HttpStatus.valueOf(refusal.status()));
		}
	}

	private ModelAndView page(PolicyKind kind, @Nullable PolicyView policy, Form form, HttpStatus status) {
		ModelAndView page = new ModelAndView("admin/throttling/policy", status);
		page.addObject("kind", kind.path());
		page.addObject("policy", policy);
		page.addObject("form", form);
		page.addObject("amounts", AMOUNTS);
		page.addObject("times", TIMES);
		page.addObject("conditions", CONDITIONS);
		page.addObject("groups", ConditionRows.shown(form));
		page.addObject("counted", PolicyRules.possible(kind).stream().map(CountedBy::name).toList());
		page.addObject("uses", (policy != null) ? this.policies.uses(kind, policy.id(), NAMED) : null);
		return page;
	}

	@GetMapping(PAGE + "/{kind}/{id}/delete")
	ModelAndView confirm(@PathVariable String kind, @PathVariable UUID id) {
		PolicyView policy = this.policies.get(PolicyKind.ofPath(kind), id);
		TierUses.Uses uses = this.policies.uses(policy.kind(), id, NAMED);
		ModelAndView page = new ModelAndView("admin/throttling/policy-delete");
		page.addObject("kind", policy.kind().path());
		page.addObject("policy", policy);
		page.addObject("uses", uses);
		return page;
	}

	@PostMapping(PAGE + "/{kind}/{id}/delete")
	String delete(@PathVariable String kind, @PathVariable UUID id, RedirectAttributes redirect) {
		PolicyView policy = this.policies.get(PolicyKind.ofPath(kind), id);
		try {
			this.policies.delete(policy.kind(), id, null);
			redirect.addFlashAttribute("flash", policy.name() + " is deleted.");
		}
		catch (Refusal refusal) {
			redirect.addFlashAttribute("flashProblem", refusal.description());
		}
		return "redirect:" + path(policy.kind());
	}

}
