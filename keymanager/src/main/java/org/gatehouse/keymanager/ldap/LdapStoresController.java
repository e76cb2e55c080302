package org.gatehouse.keymanager.ldap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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
 * The administrator's pages for user stores.
 */
@Controller
class LdapStoresController {

	private static final String PAGE = "/admin/user-stores";

	private static final Map<String, String> CHECKS = checks();

	private final LdapStoreService stores;

	private final LdapReader reader;

	LdapStoresController(LdapStoreService stores, LdapReader reader) {
		this.stores = stores;
		this.reader = reader;
	}

	private static Map<String, String> checks() {
		Map<String, String> checks = new LinkedHashMap<>();
		checks.put("BIND", "Sign in to the directory with it");
		checks.put("COMPARE", "Have the directory compare an attribute");
		return checks;
	}

	@GetMapping(PAGE)
	ModelAndView list() {
		ModelAndView page = new ModelAndView("admin/user-stores");
		page.addObject("stores", this.stores.list());
		return page;
	}

	@GetMapping(PAGE + "/new")
	ModelAndView fresh() {
		return page(null, LdapStoreForm.fresh(), null, HttpStatus.OK);
	}

	@PostMapping(PAGE)
	ModelAndView add(@RequestParam MultiValueMap<String, String> fields, RedirectAttributes redirect) {
		Form form = Form.of(fields);
		try {
			LdapStoreBody body = LdapStoreForm.read(form);
			if (form.has("act", "test")) {
				return page(null, form, this.stores.probe(null, body), HttpStatus.OK);
			}
			LdapStoreView made = this.stores.add(body);
			redirect.addFlashAttribute("flash", "The user store " + made.domain() + " was added.");
			return new ModelAndView("redirect:" + PAGE + "/" + made.id());
		}
		catch (Refusal refusal) {
			return page(null, form.refused(refusal), null, HttpStatus.BAD_REQUEST);
		}
	}

	@GetMapping(PAGE + "/{id}")
	ModelAndView edit(@PathVariable UUID id) {
		LdapStoreView store = this.stores.get(id);
		return page(store, LdapStoreForm.of(store.settings()), null, HttpStatus.OK);
	}

	@PostMapping(PAGE + "/{id}")
	ModelAndView change(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> fields,
			RedirectAttributes redirect) {
		Form form = Form.of(fields);
		try {
			LdapStoreBody body = LdapStoreForm.read(form);
			if (form.has("act", "test")) {
				List<LdapProbe.Step> steps = this.stores.probe(id, body);
				return page(this.stores.get(id), form, steps, HttpStatus.OK);
			}
			LdapStoreView changed = this.stores.change(id, null, body);
			redirect.addFlashAttribute("flash", "The user store " + changed.domain() + " was saved.");
			return new ModelAndView("redirect:" + PAGE + "/" + id);
		}
		catch (Refusal refusal) {
			return page(this.stores.get(id), form.refused(refusal), null, HttpStatus.BAD_REQUEST);
		}
	}

	@PostMapping(PAGE + "/{id}/enable")
	String enable(@PathVariable UUID id, @RequestParam boolean enabled, RedirectAttributes redirect) {
		LdapStoreView changed = this.stores.enable(id, enabled);
		redirect.addFlashAttribute("flash", enabled ? "Users of " + changed.domain() + " may sign in from now on."
				: "Nobody of " + changed.domain() + " may sign in any more; their sign-ins and tokens have ended.");
		return "redirect:" + PAGE;
	}

	@PostMapping(PAGE + "/{id}/read")
	String read(@PathVariable UUID id, RedirectAttributes redirect) {
		try {
			String problem = this.reader.readNow(id);
			LdapStoreView store = this.stores.get(id);
			if (problem != null) {
				redirect.addFlashAttribute("flashProblem", problem);
			}
			else {
				redirect.addFlashAttribute("flash",
						store.domain() + " was read; " + store.users() + " of its users are known.");
			}
		}
		catch (Refusal refusal) {
			redirect.addFlashAttribute("flashProblem", refusal.description());
		}
		return "redirect:" + PAGE;
	}

	@GetMapping(PAGE + "/{id}/remove")
	ModelAndView confirm(@PathVariable UUID id) {
		ModelAndView page = new ModelAndView("admin/user-store-remove");
		page.addObject("store", this.stores.get(id));
		return page;
	}

	@PostMapping(PAGE + "/{id}/remove")
	String remove(@PathVariable UUID id, RedirectAttributes redirect) {
		String domain = this.stores.get(id).domain();
		try {
			this.stores.remove(id);
			redirect.addFlashAttribute("flash", "The user store " + domain + " was removed.");
		}
		catch (Refusal refusal) {
			redirect.addFlashAttribute("flashProblem", refusal.description());
		}
		return "redirect:" + PAGE;
	}

	private static ModelAndView page(@Nullable LdapStoreView store, Form form, @Nullable List<LdapProbe.Step> steps,
			HttpStatus status) {
		ModelAndView page = new ModelAndView("admin/user-store", status);
		page.addObject("store", store);
		page.addObject("form", form);
		page.addObject("steps", steps);
		page.addObject("checks", CHECKS);
		return page;
	}

}
