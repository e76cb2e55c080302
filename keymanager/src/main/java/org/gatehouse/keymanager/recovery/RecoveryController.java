package org.gatehouse.keymanager.recovery;

import jakarta.servlet.http.HttpServletRequest;
import org.gatehouse.keymanager.sessions.DeviceCookie;
import org.gatehouse.web.page.Form;
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
 * The pages for those who forgot their password. Looking at a link does not use it up:
 * mail servers do that, too.
 */
@Controller
class RecoveryController {

	private static final String RESET = "keymanager/reset-password";

	private final RecoveryService recovery;

	RecoveryController(RecoveryService recovery) {
		this.recovery = recovery;
	}

	@GetMapping("/forgot-password")
	String forgot(Model model) {
		model.addAttribute("form", Form.empty());
		model.addAttribute("asked", false);
		return "keymanager/forgot-password";
	}

	/** The same answer whether or not there is such an account. */
	@PostMapping("/forgot-password")
	String send(@RequestParam(defaultValue = "") String who, Model model) {
		if (!who.isBlank() && who.length() <= 255) {
			this.recovery.request(who);
		}
		model.addAttribute("form", Form.empty());
		model.addAttribute("asked", true);
		return "keymanager/forgot-password";
	}

	@GetMapping("/reset-password")
	ModelAndView choose(@RequestParam(defaultValue = "") String token) {
		boolean good = this.recovery.isGood(token);
		return page(Form.empty(), token, good, good ? HttpStatus.OK : HttpStatus.BAD_REQUEST);
	}

	@PostMapping("/reset-password")
	ModelAndView reset(@RequestParam MultiValueMap<String, String> fields, HttpServletRequest request) {
		Form form = Form.of(fields);
		try {
			this.recovery.reset(form.value("token"), form.value("password"), form.value("repeated"),
					DeviceCookie.origin(request));
			return new ModelAndView("redirect:/login?reset");
		}
		catch (Refusal refusal) {
			Form refused = form.refused(refusal);
			return page(refused, form.value("token"), refused.error("token") == null, HttpStatus.BAD_REQUEST);
		}
	}

	private static ModelAndView page(Form form, String token, boolean good, HttpStatus status) {
		ModelAndView page = new ModelAndView(RESET, status);
		page.addObject("form", form);
		page.addObject("token", token);
		page.addObject("good", good);
		return page;
	}

}
