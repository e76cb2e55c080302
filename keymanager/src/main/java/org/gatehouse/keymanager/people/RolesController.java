package org.gatehouse.keymanager.people;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.AccountService;
import org.gatehouse.keymanager.accounts.RoleService;
import org.gatehouse.keymanager.accounts.RoleView;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.page.Pager;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
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
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The administrator's pages for roles.
 */
@Controller
class RolesController {

	private final RoleService roles;

	private final AccountService accounts;

	RolesController(RoleService roles, AccountService accounts) {
		this.roles = roles;
		this.accounts = accounts;
	}

	@GetMapping("/admin/roles")
	ModelAndView list(@RequestParam(defaultValue = "") String q, PageRequest page) {
		return listed(q, page, Form.empty(), HttpStatus.OK);
	}

	@PostMapping("/admin/roles")
	ModelAndView create(@RequestParam MultiValueMap<String, String> fields, RedirectAttributes redirect) {
		Form form = Form.of(fields);
		try {
			RoleView made = this.roles.create(form.value("displayName").strip(), Set.of());
			redirect.addFlashAttribute("flash", "Role " + made.name() + " was created.");
			return new ModelAndView("redirect:/admin/roles/" + made.id());
		}
		catch (Refusal refusal) {
			return listed("", PageRequest.first(), form.refused(refusal), HttpStatus.BAD_REQUEST);
		}
	}

	private ModelAndView listed(String q, PageRequest page, Form form, HttpStatus status) {
		Page<RoleView> found = this.roles.list(q, page);
		ModelAndView view = new ModelAndView("admin/roles", status);
		view.addObject("roles", found.list());
		view.addObject("q", q);
		String here = UriComponentsBuilder.fromPath("/admin/roles")
			.queryParam("q", "{q}")
			.encode()
			.buildAndExpand(q)
			.toUriString();
		view.addObject("pager", Pager.of(here, page.offset(), page.limit(), found.pagination().total()));
		view.addObject("form", form);
		return view;
	}

	@GetMapping("/admin/roles/{id}")
	ModelAndView role(@PathVariable UUID id) {
		return page(id, Form.empty(), HttpStatus.OK);
	}

	@PostMapping("/admin/roles/{id}/members")
	ModelAndView add(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> fields,
			RedirectAttributes redirect) {
		Form form = Form.of(fields);
		try {
			String name = form.value("userName").strip();
			Account account = this.accounts.findByName(name)
				.orElseThrow(() -> new BadRequest("userName", name, "the name of a user"));
			this.roles.changeMembers(id, List.of(account.id()), List.of());
			redirect.addFlashAttribute("flash", account.name() + " has the role now.");
			return new ModelAndView("redirect:/admin/roles/" + id);
		}
		catch (Refusal refusal) {
			return page(id, form.refused(refusal), HttpStatus.BAD_REQUEST);
		}
	}

	@PostMapping("/admin/roles/{id}/members/{user}/remove")
	String remove(@PathVariable UUID id, @PathVariable UUID user, RedirectAttributes redirect) {
		try {
			this.roles.changeMembers(id, List.of(), List.of(user));
			redirect.addFlashAttribute("flash", "The role was taken away.");
		}
		catch (Refusal refusal) {
			redirect.addFlashAttribute("flashProblem", refusal.description());
		}
		return "redirect:/admin/roles/" + id;
	}

	@GetMapping("/admin/roles/{id}/delete")
	String confirm(@PathVariable UUID id, Model model) {
		model.addAttribute("role", this.roles.get(id));
		model.addAttribute("members", this.roles.members(id));
		model.addAttribute("uses", this.roles.uses(id));
		return "admin/role-delete";
	}

	@PostMapping("/admin/roles/{id}/delete")
	String delete(@PathVariable UUID id, RedirectAttributes redirect) {
		RoleView role = this.roles.get(id);
		try {
			this.roles.delete(id);
			redirect.addFlashAttribute("flash", "Role " + role.name() + " was deleted.");
			return "redirect:/admin/roles";
		}
		catch (Refusal refusal) {
			redirect.addFlashAttribute("flashProblem", refusal.description());
			return "redirect:/admin/roles/" + id;
		}
	}

	private ModelAndView page(UUID id, Form form, HttpStatus status) {
		ModelAndView page = new ModelAndView("admin/role", status);
		page.addObject("role", this.roles.get(id));
		page.addObject("members", this.roles.members(id));
		page.addObject("uses", this.roles.uses(id));
		page.addObject("form", form);
		return page;
	}

}
