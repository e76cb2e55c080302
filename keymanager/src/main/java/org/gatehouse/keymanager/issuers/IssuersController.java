package org.gatehouse.keymanager.issuers;

import java.util.UUID;

import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.Refusal;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The administrator's pages for trusted issuers.
 */
@Controller
class IssuersController {

	private final IssuerService issuers;

	IssuersController(IssuerService issuers) {
		this.issuers = issuers;
	}

	@GetMapping("/admin/issuers")
	ModelAndView list() {
		return page(Form.empty(), HttpStatus.OK);
	}

	@PostMapping("/admin/issuers")
	ModelAndView trust(@RequestParam MultiValueMap<String, String> fields, RedirectAttributes redirect) {
		Form form = Form.of(fields);
		try {
			IssuerView made = this.issuers.trust(form.value("name").strip(), form.value("issuer").strip(),
					form.value("keys").strip(), form.value("jwksUri").strip());
			redirect.addFlashAttribute("flash", made.name() + " is trusted from now on.");
			return new ModelAndView("redirect:/admin/issuers");
		}
		catch (Refusal refusal) {
			return page(form.refused(refusal), HttpStatus.BAD_REQUEST);
		}
	}

	@GetMapping("/admin/issuers/{id}/remove")
	String confirm(@PathVariable UUID id, Model model) {
		model.addAttribute("issuer", this.issuers.get(id));
		return "admin/issuer-remove";
	}

	@PostMapping("/admin/issuers/{id}/remove")
	String distrust(@PathVariable UUID id, RedirectAttributes redirect) {
		String name = this.issuers.get(id).name();
		this.issuers.distrust(id);
		redirect.addFlashAttribute("flash", name + " is no longer trusted.");
		return "redirect:/admin/issuers";
	}

	private ModelAndView page(Form form, HttpStatus status) {
		ModelAndView page = new ModelAndView("admin/issuers", status);
		page.addObject("issuers", this.issuers.list());
		page.addObject("form", form);
		return page;
	}

}
