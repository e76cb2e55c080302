package org.gatehouse.keymanager.signin;

import java.util.Map;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.keymanager.sessions.IdentitySession;
import org.gatehouse.web.page.Form;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The pages for signing in and out, the same for all portals. The filter chain checks the
 * password; a sign-in that failed is forwarded here.
 */
@Controller("keyManagerSignInController")
class SignInController {

	/** What the page may say before the form; names of parameters and of messages. */
	private static final Set<String> NOTES = Set.of("signed-out", "created", "sent", "confirmed", "reset");

	private static final int LONGEST_NAME = 255;

	@GetMapping("/login")
	String signIn(@RequestParam MultiValueMap<String, String> fields, HttpServletRequest request,
			HttpServletResponse response, Model model) {
		String note = NOTES.stream().filter(fields::containsKey).findFirst().orElse(null);
		return page(Form.of(hint(request, response)), note, null, model);
	}

	@PostMapping("/login/failed")
	@ResponseStatus(HttpStatus.UNAUTHORIZED)
	String failed(@RequestParam MultiValueMap<String, String> fields, Model model) {
		return page(typed(fields), null, "failed", model);
	}

	@PostMapping("/login/unconfirmed")
	@ResponseStatus(HttpStatus.UNAUTHORIZED)
	String unconfirmed(@RequestParam MultiValueMap<String, String> fields, Model model) {
		return page(typed(fields), null, "unconfirmed", model);
	}

	@PostMapping("/login/unavailable")
	@ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
	String unavailable(@RequestParam MultiValueMap<String, String> fields, Model model) {
		return page(typed(fields), null, "unavailable", model);
	}

	@GetMapping("/logout")
	String signOut() {
		return "keymanager/sign-out";
	}

	/** Whom a client expects (OpenID Connect Core section 3.1.2.1). */
	private static Map<String, String> hint(HttpServletRequest request, HttpServletResponse response) {
		SavedRequest wanted = IdentitySession.requests().getRequest(request, response);
		String[] hints = (wanted != null) ? wanted.getParameterValues("login_hint") : null;
		return (hints != null && hints[0].length() <= LONGEST_NAME) ? Map.of("username", hints[0]) : Map.of();
	}

	private static Form typed(MultiValueMap<String, String> fields) {
		fields.remove("password");
		return Form.of(fields);
	}

	private static String page(Form form, @Nullable String note, @Nullable String problem, Model model) {
		model.addAttribute("form", form);
		model.addAttribute("note", note);
		model.addAttribute("problem", problem);
		return "keymanager/sign-in";
	}

}
