package org.gatehouse.keymanager.settings;

import java.util.Map;

import org.gatehouse.keymanager.accounts.InitialPasswords;
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
 * The administrator's page for settings.
 */
@Controller
class SettingsController {

	private final SettingsService settings;

	private final InitialPasswords initial;

	SettingsController(SettingsService settings, InitialPasswords initial) {
		this.settings = settings;
		this.initial = initial;
	}

	@GetMapping("/admin/settings")
	ModelAndView show() {
		return page(Form.of(Map.of("whitelist", this.settings.whitelist())), HttpStatus.OK);
	}

	@PostMapping("/admin/settings")
	ModelAndView change(@RequestParam MultiValueMap<String, String> fields, RedirectAttributes redirect) {
		Form form = Form.of(fields);
		try {
			this.settings.changeWhitelist(form.value("whitelist"));
			redirect.addFlashAttribute("flash", "The settings were saved and are in force.");
			return new ModelAndView("redirect:/admin/settings");
		}
		catch (Refusal refusal) {
			return page(form.refused(refusal), HttpStatus.BAD_REQUEST);
		}
	}

	@PostMapping("/admin/settings/passwords")
	String demandChange(@RequestParam(defaultValue = "false") boolean change, RedirectAttributes redirect) {
		this.initial.demandChange(change);
		redirect.addFlashAttribute("flash", "The settings were saved and are in force.");
		return "redirect:/admin/settings";
	}

	private ModelAndView page(Form form, HttpStatus status) {
		ModelAndView page = new ModelAndView("admin/settings", status);
		page.addObject("form", form);
		page.addObject("initial", this.initial.mustBeChanged());
		return page;
	}

}
