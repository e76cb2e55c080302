package org.gatehouse.keymanager.signin;

import org.gatehouse.keymanager.accounts.AccountDetails;
import org.gatehouse.keymanager.recovery.SignUpService;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.Refusal;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Self sign-up: whoever wants to consume APIs makes an account.
 */
@Controller
class SignUpController {

	private final SignUpService signUps;

	SignUpController(SignUpService signUps) {
		this.signUps = signUps;
	}

	@GetMapping("/sign-up")
	ModelAndView signUp() {
		return page(Form.empty(), HttpStatus.OK);
	}

	/** Afterwards the sign-in page leads on to where the person came from. */
	@PostMapping("/sign-up")
	ModelAndView create(@RequestParam MultiValueMap<String, String> fields) {
		Form form = Form.of(fields);
		try {
			this.signUps.signUp(form.value("userName").strip(), form.value("password"), form.value("repeated"),
					new AccountDetails(form.value("email"), form.value("givenName"), form.value("familyName"), true,
							null));
		}
		catch (Refusal refusal) {
			return page(form.refused(refusal), HttpStatus.BAD_REQUEST);
		}
		return new ModelAndView("redirect:/login?" + (this.signUps.verifies() ? "sent" : "created"));
	}

	/** Looking at the link does not use it up: mail servers do that, too. */
	@GetMapping("/sign-up/confirm")
	ModelAndView confirm(@RequestParam(defaultValue = "") String token) {
		return confirmation(token, this.signUps.isGood(token));
	}

	@PostMapping("/sign-up/confirm")
	ModelAndView confirmed(@RequestParam(defaultValue = "") String token) {
		return this.signUps.confirm(token) ? new ModelAndView("redirect:/login?confirmed") : confirmation(token, false);
	}

	private static ModelAndView confirmation(String token, boolean good) {
		ModelAndView page = new ModelAndView("keymanager/confirm", good ? HttpStatus.OK : HttpStatus.BAD_REQUEST);
		page.addObject("token", token);
		page.addObject("good", good);
		return page;
	}

	private ModelAndView page(Form form, HttpStatus status) {
		ModelAndView page = new ModelAndView("keymanager/sign-up", status);
		page.addObject("form", form);
		page.addObject("verifies", this.signUps.verifies());
		return page;
	}

}
