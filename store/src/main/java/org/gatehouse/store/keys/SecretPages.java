package org.gatehouse.store.keys;

import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.store.applications.ApplicationService;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.Refusal;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The pages about a key's secrets. A secret stands in the answer to the form that had it
 * made and nowhere else.
 */
@Controller
@RequestMapping("/store/applications/{id}/credentials/{type}/secrets")
class SecretPages {

	private final SecretService secrets;

	private final KeyService keys;

	private final ApplicationService applications;

	SecretPages(SecretService secrets, KeyService keys, ApplicationService applications) {
		this.secrets = secrets;
		this.keys = keys;
		this.applications = applications;
	}

	@GetMapping
	String list(@PathVariable UUID id, @PathVariable String type, SignedInUser user, Model model) {
		return page(id, type, user, Form.empty(), null, model);
	}

	@PostMapping
	String make(@PathVariable UUID id, @PathVariable String type, @RequestParam MultiValueMap<String, String> fields,
			SignedInUser user, Model model, HttpServletResponse response) {
		try {
			SecretService.Made made = this.secrets.add(user, id, CredentialPages.which(type),
					fields.getFirst("description"), days(fields.getFirst("expiresIn")));
			response.setHeader("Cache-Control", "no-store");
			return page(id, type, user, Form.empty(), made, model);
		}
		catch (NotFound elsewhere) {
			throw elsewhere;
		}
		catch (Refusal refusal) {
			response.setStatus(refusal.status());
			return page(id, type, user, Form.of(fields).refused(refusal), null, model);
		}
	}

	@GetMapping("/{secret}/revoke")
	String confirm(@PathVariable UUID id, @PathVariable String type, @PathVariable UUID secret, SignedInUser user,
			Model model) {
		model.addAttribute("app", this.applications.get(user, id));
		model.addAttribute("key", this.keys.get(user, id, CredentialPages.which(type)));
		model.addAttribute("secret",
				this.secrets.list(user, id, CredentialPages.which(type))
					.stream()
					.filter((one) -> one.id().equals(secret))
					.findFirst()
					.orElseThrow(() -> NotFound.of("secret", secret)));
		return "store/keys/secret-revoke";
	}

	@PostMapping("/{secret}/revoke")
	String revoke(@PathVariable UUID id, @PathVariable String type, @PathVariable UUID secret, SignedInUser user,
			RedirectAttributes redirect) {
		try {
			this.secrets.revoke(user, id, CredentialPages.which(type), secret);
			redirect.addFlashAttribute("flash", "The secret was revoked.");
		}
		catch (NotFound elsewhere) {
			throw elsewhere;
		}
		catch (Refusal refusal) {
			redirect.addFlashAttribute("flashProblem", refusal.description());
		}
		return "redirect:/store/applications/" + id + "/credentials/" + type.toLowerCase(Locale.ROOT) + "/secrets";
	}

	private String page(UUID id, String type, SignedInUser user, Form form, SecretService.@Nullable Made made,
			Model model) {
		model.addAttribute("app", this.applications.get(user, id));
		model.addAttribute("key", this.keys.get(user, id, CredentialPages.which(type)));
		model.addAttribute("secrets", this.secrets.list(user, id, CredentialPages.which(type)));
		model.addAttribute("made", made);
		model.addAttribute("form", form);
		return "store/keys/secrets";
	}

	private static @Nullable Duration days(@Nullable String text) {
		if (text == null || text.isBlank()) {
			return null;
		}
		try {
			return Duration.ofDays(Integer.parseInt(text.strip()));
		}
		catch (NumberFormatException ex) {
			throw new BadRequest("expiresIn", text, "a whole number of days");
		}
	}

}
