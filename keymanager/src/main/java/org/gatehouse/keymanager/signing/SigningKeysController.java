package org.gatehouse.keymanager.signing;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.gatehouse.jose.KeyAlgorithm;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.Refusal;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The administrator's pages for the keys that sign tokens.
 */
@Controller
class SigningKeysController {

	private static final String PAGE = "/admin/signing-keys";

	private static final Map<String, String> ALGORITHMS = Arrays.stream(KeyAlgorithm.values())
		.map(KeyAlgorithm::jwsName)
		.collect(Collectors.toMap(Function.identity(), Function.identity(), (one, _) -> one, LinkedHashMap::new));

	private final KeyRotation rotation;

	private final SigningKeyProperties properties;

	SigningKeysController(KeyRotation rotation, SigningKeyProperties properties) {
		this.rotation = rotation;
		this.properties = properties;
	}

	@GetMapping(PAGE)
	ModelAndView list() {
		return page(Form.empty(), HttpStatus.OK);
	}

	@PostMapping(PAGE)
	ModelAndView rotate(@RequestParam MultiValueMap<String, String> fields, RedirectAttributes redirect) {
		Form form = Form.of(fields);
		try {
			SigningKeyView made = this.rotation.rotate(KeyNames.algorithm(form.value("algorithm")));
			redirect.addFlashAttribute("flash",
					"Tokens are signed with the key " + made.keyId() + " (" + made.algorithm() + ") from now on.");
			return new ModelAndView("redirect:" + PAGE);
		}
		catch (Refusal refusal) {
			return page(form.refused(refusal), HttpStatus.BAD_REQUEST);
		}
	}

	@GetMapping(PAGE + "/{keyId}/remove")
	ModelAndView confirm(@PathVariable String keyId) {
		ModelAndView page = new ModelAndView("admin/signing-key-remove");
		page.addObject("key", this.rotation.get(keyId));
		return page;
	}

	@PostMapping(PAGE + "/{keyId}/remove")
	String remove(@PathVariable String keyId, RedirectAttributes redirect) {
		try {
			this.rotation.remove(keyId);
			redirect.addFlashAttribute("flash", "The key " + keyId + " was removed; what it signed holds no more.");
		}
		catch (Refusal refusal) {
			redirect.addFlashAttribute("flashProblem", refusal.description());
		}
		return "redirect:" + PAGE;
	}

	private ModelAndView page(Form form, HttpStatus status) {
		ModelAndView page = new ModelAndView("admin/signing-keys", status);
		page.addObject("keys", this.rotation.list());
		page.addObject("algorithms", ALGORITHMS);
		page.addObject("days", this.properties.rotateEvery().toDays());
		page.addObject("form", form);
		return page;
	}

}
