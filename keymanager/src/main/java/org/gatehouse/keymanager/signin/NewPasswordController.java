package org.gatehouse.keymanager.signin;

import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.PasswordService;
import org.gatehouse.keymanager.sessions.IdentitySession;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The page for those whose password somebody else set: they choose another one before
 * they are signed in.
 */
@Controller
class NewPasswordController {

	private static final String ATTRIBUTE = "GATEHOUSE_NEW_PASSWORD";

	private static final Duration PATIENCE = Duration.ofMinutes(10);

	private final PasswordService passwords;

	private final IdentitySession session;

	private final Clock clock;

	NewPasswordController(PasswordService passwords, IdentitySession session, Clock clock) {
		this.passwords = passwords;
		this.session = session;
		this.clock = clock;
	}

	/**
	 * Somebody who knew the password that is to be changed.
	 *
	 * @param userId the user
	 * @param since since when
	 */
	private record Waiting(UUID userId, Instant since) implements Serializable {

	}

	static void begin(HttpSession session, UUID userId, Instant now) {
		session.setAttribute(ATTRIBUTE, new Waiting(userId, now));
	}

	private @Nullable UUID waiting(HttpServletRequest request) {
		HttpSession held = request.getSession(false);
		if (held == null || !(held.getAttribute(ATTRIBUTE) instanceof Waiting waiting)) {
			return null;
		}
		boolean patient = waiting.since().plus(PATIENCE).isAfter(this.clock.instant());
		return (patient && this.passwords.awaited(waiting.userId()).passwordToChange()) ? waiting.userId() : null;
	}

	@GetMapping("/login/new-password")
	ModelAndView choose(HttpServletRequest request) {
		return (waiting(request) != null) ? page(Form.empty(), HttpStatus.OK) : new ModelAndView("redirect:/login");
	}

	@PostMapping("/login/new-password")
	ModelAndView chosen(@RequestParam MultiValueMap<String, String> fields, HttpServletRequest request,
			HttpServletResponse response) {
		UUID userId = waiting(request);
		if (userId == null) {
			return new ModelAndView("redirect:/login");
		}
		Form form = Form.of(fields);
		try {
			Account account = this.passwords.choose(userId, form.value("password"), form.value("repeated"), null);
			request.getSession().removeAttribute(ATTRIBUTE);
			return new ModelAndView("redirect:" + this.session.signIn(account, request, response));
		}
		catch (Refusal refusal) {
			return page(form.refused(refusal), HttpStatus.BAD_REQUEST);
		}
	}

	private static ModelAndView page(Form form, HttpStatus status) {
		ModelAndView page = new ModelAndView("keymanager/new-password", status);
		page.addObject("form", form);
		return page;
	}

}
