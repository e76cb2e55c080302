package org.gatehouse.keymanager.templates;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.gatehouse.common.runtime.Mediation;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.policies.ApiTemplates;
import org.gatehouse.web.policies.PolicyUses;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The administrator's page for the API template: its text, what is wrong with it, and
 * what an API's chain is with it.
 */
@Controller
class TemplateController {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final ApiTemplates templates;

	private final TemplatePreviews previews;

	TemplateController(ApiTemplates templates, TemplatePreviews previews) {
		this.templates = templates;
		this.previews = previews;
	}

	@GetMapping("/admin/api-template")
	ModelAndView show() {
		String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(PolicyUses.write(this.templates.get()));
		return page(Form.of(Map.of("template", text)), HttpStatus.OK);
	}

	@PostMapping("/admin/api-template")
	ModelAndView change(@RequestParam MultiValueMap<String, String> fields, RedirectAttributes redirect) {
		Form form = Form.of(fields);
		try {
			Mediation template = read(form.value("template"));
			if (form.has("act", "preview")) {
				return preview(form, template);
			}
			this.templates.change(template);
			redirect.addFlashAttribute("flash", "The API template was saved and is in force.");
			return new ModelAndView("redirect:/admin/api-template");
		}
		catch (Refusal refusal) {
			return page(form.refused(refusal), HttpStatus.BAD_REQUEST);
		}
	}

	private ModelAndView preview(Form form, Mediation template) {
		BadRequest.Collector problems = BadRequest.collect();
		PolicyUses.reject(this.templates.check(template), "policyMapping", problems);
		problems.throwIfAny();
		List<TemplatePreviews.Chains> chains = this.previews.of(id(form.value("api")), template);
		return page(form, HttpStatus.OK).addObject("chains", chains);
	}

	private static UUID id(String text) {
		try {
			return UUID.fromString(text);
		}
		catch (IllegalArgumentException ex) {
			throw NotFound.of("API", text);
		}
	}

	private static Mediation read(String text) {
		BadRequest.Collector problems = BadRequest.collect();
		try {
			JsonNode json = JSON.readTree(text.isBlank() ? "{}" : text);
			Mediation template = PolicyUses.read(json, "policyMapping", problems);
			problems.throwIfAny();
			return template;
		}
		catch (JacksonException ex) {
			throw new BadRequest("template", null, "JSON; " + ex.getOriginalMessage());
		}
	}

	private ModelAndView page(Form form, HttpStatus status) {
		ModelAndView page = new ModelAndView("admin/api-template", status);
		page.addObject("form", form);
		page.addObject("apis", this.previews.choices());
		page.addObject("chains", List.of());
		return page;
	}

}
