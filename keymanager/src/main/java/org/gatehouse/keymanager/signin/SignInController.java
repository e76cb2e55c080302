package org.gatehouse.keymanager.signin;

import org.gatehouse.web.page.Form;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
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

	@GetMapping("/login")
	String signIn(@RequestParam(name = "signed-out", required = false) @Nullable String signedOut,
			@RequestParam(required = false) @Nullable String created, Model model) {
		model.addAttribute("form", Form.empty());
		model.addAttribute("failed", false);
		model.addAttribute("signedOut", signedOut != null);
		model.addAttribute("created", created != null);
		return "keymanager/sign-in";
	}

	@PostMapping("/login/failed")
	@ResponseStatus(HttpStatus.UNAUTHORIZED)
	String failed(@RequestParam MultiValueMap<String, String> fields, Model model) {
		fields.remove("password");
		model.addAttribute("form", Form.of(fields));
		model.addAttribute("failed", true);
		model.addAttribute("signedOut", false);
		model.addAttribute("created", false);
		return "keymanager/sign-in";
	}

	@GetMapping("/logout")
	String signOut() {
		return "keymanager/sign-out";
	}

}
