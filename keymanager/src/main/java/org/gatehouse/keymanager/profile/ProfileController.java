package org.gatehouse.keymanager.profile;

import java.util.List;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.AccountService;
import org.gatehouse.keymanager.accounts.Credentials;
import org.gatehouse.keymanager.accounts.PasswordService;
import org.gatehouse.keymanager.sessions.DeviceCookie;
import org.gatehouse.keymanager.sessions.SessionService;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.Refusal;
import org.gatehouse.web.security.EndedSignIns;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
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
 * Everybody's own pages.
 */
@Controller
class ProfileController {

	private final AccountService accounts;

	private final PasswordService passwords;

	private final Credentials credentials;

	private final SessionService sessions;

	ProfileController(AccountService accounts, PasswordService passwords, Credentials credentials,
			SessionService sessions) {
		this.accounts = accounts;
		this.passwords = passwords;
		this.credentials = credentials;
		this.sessions = sessions;
	}

	@GetMapping({ "/profile", "/profile/" })
	String show(SignedInUser user, Authentication authentication, Model model) {
		Account account = account(user);
		UUID own = EndedSignIns.ofPortal(authentication);
		List<SignInView> signIns = this.sessions.list(account.id())
			.stream()
			.map((signIn) -> SignInView.of(signIn, own))
			.toList();
		model.addAttribute("account", account);
		model.addAttribute("signIns", signIns);
		return "profile/profile";
	}

	@GetMapping("/profile/password")
	ModelAndView password() {
		return passwordPage(Form.empty(), HttpStatus.OK);
	}

	@PostMapping("/profile/password")
	ModelAndView changePassword(SignedInUser user, Authentication authentication, HttpServletRequest request,
			@RequestParam MultiValueMap<String, String> fields, RedirectAttributes redirect) {
		Form form = Form.of(fields);
		try {
			Account account = account(user);
			Credentials.Result known = this.credentials.check(user.name(), form.value("present"),
					DeviceCookie.origin(request));
			if (known instanceof Credentials.Result.Refused) {
				throw new BadRequest("present", null,
						"your present password; after several failures, wait a minute before you try again");
			}
			this.passwords.choose(account.id(), form.value("password"), form.value("repeated"),
					EndedSignIns.ofPortal(authentication));
		}
		catch (Refusal refusal) {
			return passwordPage(form.refused(refusal), HttpStatus.BAD_REQUEST);
		}
		redirect.addFlashAttribute("flash",
				"Your password was changed. You are signed out everywhere else, and your tokens have ended.");
		return new ModelAndView("redirect:/profile");
	}

	@PostMapping("/profile/sign-ins/{id}/end")
	String end(SignedInUser user, @PathVariable UUID id, RedirectAttributes redirect) {
		this.sessions.end(account(user).id(), id);
		redirect.addFlashAttribute("flash", "That browser is signed out, and the tokens of its sign-in have ended.");
		return "redirect:/profile";
	}

	@PostMapping("/profile/sign-ins/end-others")
	String endOthers(SignedInUser user, @Nullable Authentication authentication, RedirectAttributes redirect) {
		this.sessions.endOthers(account(user).id(), EndedSignIns.ofPortal(authentication));
		redirect.addFlashAttribute("flash", "You are signed out everywhere else.");
		return "redirect:/profile";
	}

	private Account account(SignedInUser user) {
		return this.accounts.findByName(user.name()).orElseThrow(() -> NotFound.of("user", user.name()));
	}

	private static ModelAndView passwordPage(Form form, HttpStatus status) {
		ModelAndView page = new ModelAndView("profile/password", status);
		page.addObject("form", form);
		return page;
	}

}
