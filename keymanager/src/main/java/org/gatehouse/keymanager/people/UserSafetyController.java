package org.gatehouse.keymanager.people;

import java.util.UUID;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What an administrator does about how a user signs in.
 */
@Controller
class UserSafetyController {

	private final UserSafety safety;

	UserSafetyController(UserSafety safety) {
		this.safety = safety;
	}

	@PostMapping("/admin/users/{id}/unlock")
	String unlock(@PathVariable UUID id, RedirectAttributes redirect) {
		this.safety.unlock(id);
		return done(id, "The user can sign in from everywhere again.", redirect);
	}

	@PostMapping("/admin/users/{id}/confirm")
	String confirm(@PathVariable UUID id, RedirectAttributes redirect) {
		this.safety.confirm(id);
		return done(id, "The e-mail address counts as confirmed.", redirect);
	}

	@PostMapping("/admin/users/{id}/sign-ins/{signIn}/end")
	String endSignIn(@PathVariable UUID id, @PathVariable UUID signIn, RedirectAttributes redirect) {
		this.safety.endSignIn(id, signIn);
		return done(id, "That browser is signed out, and the tokens of its sign-in have ended.", redirect);
	}

	@PostMapping("/admin/users/{id}/end")
	String endAll(@PathVariable UUID id, RedirectAttributes redirect) {
		this.safety.endAll(id).ifPresent((key) -> redirect.addAttribute("revoked", key));
		return done(id, "All sign-ins and tokens of the user have ended.", redirect);
	}

	private static String done(UUID id, String what, RedirectAttributes redirect) {
		redirect.addFlashAttribute("flash", what);
		return "redirect:/admin/users/" + id;
	}

}
