package org.gatehouse.keymanager.backendjwt;

import java.util.Map;

import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.Refusal;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The administrator's page for backend JWTs, beside the keys that sign them.
 */
@Controller
class BackendJwtController {

	private static final String PAGE = "/admin/signing-keys/backend-jwt";

	private final BackendJwtService service;

	BackendJwtController(BackendJwtService service) {
		this.service = service;
	}

	@GetMapping(PAGE)
	ModelAndView show() {
		BackendJwtRules rules = this.service.get();
		return page(Form.of(Map.of("enabled", Boolean.toString(rules.enabled()), "header", rules.header(), "dialect",
				rules.dialect())), HttpStatus.OK);
	}

	@PostMapping(PAGE)
	ModelAndView change(@RequestParam MultiValueMap<String, String> fields, RedirectAttributes redirect) {
		Form form = Form.of(fields);
		try {
			this.service
				.change(new BackendJwtRules(form.has("enabled", "true"), form.value("header"), form.value("dialect")));
			redirect.addFlashAttribute("flash", "The settings were saved and are in force.");
			return new ModelAndView("redirect:" + PAGE);
		}
		catch (Refusal refusal) {
			return page(form.refused(refusal), HttpStatus.BAD_REQUEST);
		}
	}

	private static ModelAndView page(Form form, HttpStatus status) {
		ModelAndView page = new ModelAndView("admin/backend-jwt", status);
		page.addObject("form", form);
		return page;
	}

}
