package org.gatehouse.keymanager.devices;

import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page for whom a device sends there. A code that comes with the address is shown and
 * has to be confirmed like one that was typed: whoever sent the link may want to let his
 * own device in (RFC 8628 section 5.4).
 */
@Controller
class DeviceController {

	private final DeviceService devices;

	DeviceController(DeviceService devices) {
		this.devices = devices;
	}

	@GetMapping("/device")
	ModelAndView ask(@RequestParam(name = DeviceService.CODE, required = false) @Nullable String code,
			Authentication user) {
		if (code == null) {
			return page(Form.empty(), HttpStatus.OK);
		}
		try {
			ModelAndView page = new ModelAndView("keymanager/device-consent");
			page.addObject("device", this.devices.find(code, user.getName()));
			page.addObject("userName", user.getName());
			return page;
		}
		catch (BadRequest refusal) {
			return refused(code, refusal);
		}
	}

	@PostMapping("/device")
	ModelAndView answer(@RequestParam(DeviceService.CODE) String code, @RequestParam("answer") String answer,
			Authentication user, RedirectAttributes redirect) {
		boolean allowed = answer.equals("allow");
		try {
			if (allowed) {
				this.devices.allow(code, user.getName());
			}
			else {
				this.devices.deny(code, user.getName());
			}
		}
		catch (BadRequest refusal) {
			return refused(code, refusal);
		}
		redirect.addFlashAttribute("answered", allowed ? "allowed" : "denied");
		return new ModelAndView("redirect:/device");
	}

	private static ModelAndView refused(String code, BadRequest refusal) {
		MultiValueMap<String, String> typed = new LinkedMultiValueMap<>();
		typed.set(DeviceService.CODE, code);
		return page(Form.of(typed).refused(refusal), HttpStatus.BAD_REQUEST);
	}

	private static ModelAndView page(Form form, HttpStatus status) {
		ModelAndView page = new ModelAndView("keymanager/device", status);
		page.addObject("form", form);
		return page;
	}

}
