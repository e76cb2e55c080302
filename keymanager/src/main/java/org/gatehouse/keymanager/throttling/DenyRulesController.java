package org.gatehouse.keymanager.throttling;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.gatehouse.web.page.Form;
import org.gatehouse.web.page.Pager;
import org.gatehouse.web.rest.Refusal;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The administrator's pages for deny rules.
 */
@Controller
class DenyRulesController {

	private static final String PAGE = "/admin/throttling/deny-rules";

	private static final int ROWS = 50;

	private static final Map<String, String> KINDS = kinds();

	private final DenyService rules;

	DenyRulesController(DenyService rules) {
		this.rules = rules;
	}

	private static Map<String, String> kinds() {
		Map<String, String> kinds = new LinkedHashMap<>();
		kinds.put("IP", "Addresses");
		kinds.put("USER", "A user");
		kinds.put("APPLICATION", "An application");
		kinds.put("API", "An API");
		return kinds;
	}

	@GetMapping(PAGE)
	ModelAndView list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "0") int offset) {
		Page<DenyView> found = this.rules.search(null, q.strip(), PageRequest.of(Math.max(0, offset) / ROWS, ROWS));
		String here = UriComponentsBuilder.fromPath(PAGE)
			.queryParam("q", "{q}")
			.encode()
			.buildAndExpand(q)
			.toUriString();
		ModelAndView page = new ModelAndView("admin/throttling/deny-rules");
		page.addObject("rules", found.getContent());
		page.addObject("pager", Pager.of(here, (int) found.getPageable().getOffset(), ROWS, found.getTotalElements()));
		page.addObject("q", q);
		return page;
	}

	@GetMapping(PAGE + "/new")
	ModelAndView fresh() {
		return page(Form.of(Map.of("conditionType", "IP", "conditionStatus", "true")), HttpStatus.OK);
	}

	private static ModelAndView page(Form form, HttpStatus status) {
		ModelAndView page = new ModelAndView("admin/throttling/deny-rule", status);
		page.addObject("form", form);
		page.addObject("kinds", KINDS);
		return page;
	}

	@PostMapping(PAGE)
	ModelAndView add(@RequestParam MultiValueMap<String, String> fields, RedirectAttributes redirect) {
		Form form = Form.of(fields);
		try {
			DenyView made = this.rules.add(DenyDesign.of(form.value("conditionType"), form.value("conditionValue"),
					form.has("invert", "true"), form.has("conditionStatus", "true")));
			String whom = (made.inverted() ? "all but " : "") + made.value();
			redirect.addFlashAttribute("flash", made.active() ? "Calls of " + whom + " are refused from now on."
					: "The rule about " + whom + " is added, and switched off.");
			return new ModelAndView("redirect:" + PAGE);
		}
		catch (Refusal refusal) {
			return page(form.refused(refusal), HttpStatus.valueOf(refusal.status()));
		}
	}

	@PostMapping(PAGE + "/{id}/switch")
	String activate(@PathVariable UUID id, @RequestParam boolean active, RedirectAttributes redirect) {
		DenyView rule = this.rules.activate(id, active, null);
		redirect.addFlashAttribute("flash",
				"The rule about " + rule.value() + " is switched " + (rule.active() ? "on." : "off."));
		return "redirect:" + PAGE;
	}

	@GetMapping(PAGE + "/{id}/delete")
	ModelAndView confirm(@PathVariable UUID id) {
		ModelAndView page = new ModelAndView("admin/throttling/deny-rule-delete");
		page.addObject("rule", this.rules.get(id));
		return page;
	}

	@PostMapping(PAGE + "/{id}/delete")
	String delete(@PathVariable UUID id, RedirectAttributes redirect) {
		String value = this.rules.get(id).value();
		this.rules.delete(id, null);
		redirect.addFlashAttribute("flash", "The rule about " + value + " is deleted.");
		return "redirect:" + PAGE;
	}

}
