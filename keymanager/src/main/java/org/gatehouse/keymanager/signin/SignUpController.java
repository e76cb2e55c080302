package org.gatehouse.keymanager.signin;

import java.util.Set;

import org.gatehouse.common.identity.Permission;
import org.gatehouse.keymanager.accounts.AccountDetails;
import org.gatehouse.keymanager.accounts.AccountService;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Refusal;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
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

	private static final String PAGE = "keymanager/sign-up";

	private final AccountService accounts;

	SignUpController(AccountService accounts) {
		this.accounts = accounts;
	}

	@GetMapping("/sign-up")
	String signUp(Model model) {
		model.addAttribute("form", Form.empty());
		return PAGE;
	}

	/** Afterwards the sign-in page leads on to where the person came from. */
	@PostMapping("/sign-up")
	ModelAndView create(@RequestParam MultiValueMap<String, String> fields) {
		Form form = Form.of(fields);
		try {
			if (!form.value("password").equals(form.value("repeated"))) {
				throw new BadRequest("repeated", null, "the same password once more");
			}
			this.accounts.create(form.value("userName").strip(), form.value("password"),
					new AccountDetails(form.value("email"), form.value("givenName"), form.value("familyName"), true,
							Set.of(Permission.SUBSCRIBER_ROLE)));
		}
		catch (Refusal refusal) {
			ModelAndView page = new ModelAndView(PAGE, HttpStatus.BAD_REQUEST);
			page.addObject("form", form.refused(refusal));
			return page;
		}
		return new ModelAndView("redirect:/login?created");
	}

}
