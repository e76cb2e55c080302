package org.gatehouse.keymanager.people;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.gatehouse.common.identity.Permission;
import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.AccountDetails;
import org.gatehouse.keymanager.accounts.AccountService;
import org.gatehouse.keymanager.accounts.FailedSignIns;
import org.gatehouse.keymanager.accounts.InitialPasswords;
import org.gatehouse.keymanager.accounts.PasswordService;
import org.gatehouse.keymanager.accounts.RoleService;
import org.gatehouse.keymanager.accounts.RoleView;
import org.gatehouse.keymanager.revocation.RevocationProgress;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.page.Pager;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.gatehouse.web.rest.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The administrator's pages for users.
 */
@Controller
class UsersController {

	private final AccountService accounts;

	private final RoleService roles;

	private final PasswordService passwords;

	private final InitialPasswords initial;

	private final FailedSignIns failures;

	private final UserSafety safety;

	private final RevocationProgress progress;

	UsersController(AccountService accounts, RoleService roles, PasswordService passwords, InitialPasswords initial,
			FailedSignIns failures, UserSafety safety, RevocationProgress progress) {
		this.accounts = accounts;
		this.roles = roles;
		this.passwords = passwords;
		this.initial = initial;
		this.failures = failures;
		this.safety = safety;
		this.progress = progress;
	}

	@GetMapping({ "/admin", "/admin/" })
	String start() {
		return "redirect:/admin/users";
	}

	@GetMapping("/admin/users")
	String list(@RequestParam(defaultValue = "") String q, PageRequest page, Model model) {
		Page<Account> found = this.accounts.list(q, page);
		model.addAttribute("users", found.list());
		model.addAttribute("q", q);
		model.addAttribute("guessed", this.failures.guessed().stream().sorted().toList());
		String here = UriComponentsBuilder.fromPath("/admin/users")
			.queryParam("q", "{q}")
			.encode()
			.buildAndExpand(q)
			.toUriString();
		model.addAttribute("pager", Pager.of(here, page.offset(), page.limit(), found.pagination().total()));
		return "admin/users";
	}

	@GetMapping("/admin/users/new")
	String fresh(Model model) {
		MultiValueMap<String, String> values = new LinkedMultiValueMap<>();
		values.add("roles", Permission.SUBSCRIBER_ROLE);
		values.add("change", Boolean.toString(this.initial.mustBeChanged()));
		model.addAttribute("form", Form.of(values));
		model.addAttribute("roles", assignable());
		return "admin/user-new";
	}

	@PostMapping("/admin/users")
	ModelAndView create(@RequestParam MultiValueMap<String, String> fields, RedirectAttributes redirect) {
		Form form = Form.of(fields);
		try {
			Account made = this.accounts.create(form.value("userName").strip(), form.value("password"),
					details(form, fields, true));
			this.passwords.requireChange(made.id(), form.has("change", "true"));
			redirect.addFlashAttribute("flash", "User " + made.name() + " was created.");
			return new ModelAndView("redirect:/admin/users/" + made.id());
		}
		catch (Refusal refusal) {
			ModelAndView page = new ModelAndView("admin/user-new", HttpStatus.BAD_REQUEST);
			page.addObject("form", form.refused(refusal));
			page.addObject("roles", assignable());
			return page;
		}
	}

	@GetMapping("/admin/users/{id}")
	ModelAndView edit(@PathVariable UUID id, @RequestParam(required = false) @Nullable String revoked) {
		Account account = this.accounts.get(id);
		MultiValueMap<String, String> values = new LinkedMultiValueMap<>();
		values.add("email", (account.email() != null) ? account.email() : "");
		values.add("givenName", (account.givenName() != null) ? account.givenName() : "");
		values.add("familyName", (account.familyName() != null) ? account.familyName() : "");
		values.add("enabled", Boolean.toString(account.enabled()));
		account.assignedNames().forEach((role) -> values.add("roles", role));
		ModelAndView page = page(account, Form.of(values), HttpStatus.OK);
		if (revoked != null) {
			page.addObject("reach", this.progress.of(revoked).orElse(null));
		}
		return page;
	}

	@PostMapping("/admin/users/{id}")
	ModelAndView update(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> fields,
			RedirectAttributes redirect) {
		Form form = Form.of(fields);
		try {
			Account changed = this.accounts.update(id, details(form, fields, form.has("enabled", "true")));
			redirect.addFlashAttribute("flash", "User " + changed.name() + " was saved.");
			return new ModelAndView("redirect:/admin/users/" + id);
		}
		catch (Refusal refusal) {
			return page(this.accounts.get(id), form.refused(refusal), HttpStatus.BAD_REQUEST);
		}
	}

	@PostMapping("/admin/users/{id}/password")
	String password(@PathVariable UUID id, @RequestParam String password,
			@RequestParam(defaultValue = "false") boolean change, RedirectAttributes redirect) {
		try {
			this.accounts.setPassword(id, password);
			this.passwords.requireChange(id, change);
			redirect.addFlashAttribute("flash", "The password was set; the user's sign-ins and tokens have ended.");
		}
		catch (Refusal refusal) {
			redirect.addFlashAttribute("flashProblem", refusal.description());
		}
		return "redirect:/admin/users/" + id;
	}

	@GetMapping("/admin/users/{id}/delete")
	String confirm(@PathVariable UUID id, Model model) {
		model.addAttribute("account", this.accounts.get(id));
		return "admin/user-delete";
	}

	@PostMapping("/admin/users/{id}/delete")
	String delete(@PathVariable UUID id, RedirectAttributes redirect) {
		Account account = this.accounts.get(id);
		try {
			this.accounts.delete(id);
			redirect.addFlashAttribute("flash", "User " + account.name() + " was deleted.");
			return "redirect:/admin/users";
		}
		catch (Refusal refusal) {
			redirect.addFlashAttribute("flashProblem", refusal.description());
			return "redirect:/admin/users/" + id;
		}
	}

	private ModelAndView page(Account account, Form form, HttpStatus status) {
		ModelAndView page = new ModelAndView("admin/user", status);
		page.addObject("account", account);
		page.addObject("form", form);
		page.addObject("roles", assignable());
		page.addObject("safety", this.safety.of(account));
		page.addObject("provenance", this.accounts.provenance(account.id()));
		page.addObject("initial", this.initial.mustBeChanged());
		return page;
	}

	private static AccountDetails details(Form form, MultiValueMap<String, String> fields, boolean enabled) {
		Set<String> roles = new LinkedHashSet<>(fields.getOrDefault("roles", List.of()));
		return new AccountDetails(form.value("email"), form.value("givenName"), form.value("familyName"), enabled,
				roles);
	}

	/** Everybody holds that one role anyway. */
	private List<String> assignable() {
		return this.roles.all()
			.stream()
			.map(RoleView::name)
			.filter((name) -> !name.equalsIgnoreCase(Permission.EVERYONE_ROLE))
			.toList();
	}

}
