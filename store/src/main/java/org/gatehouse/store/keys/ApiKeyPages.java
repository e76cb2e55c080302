package org.gatehouse.store.keys;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.common.application.KeyType;
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
 * The pages about an application's API keys. A key stands in the answer to the form that
 * had it made and nowhere else.
 */
@Controller
@RequestMapping("/store/applications/{id}/credentials/{type}/api-keys")
class ApiKeyPages {

	private final ApiKeyService keys;

	private final ApplicationService applications;

	ApiKeyPages(ApiKeyService keys, ApplicationService applications) {
		this.keys = keys;
		this.applications = applications;
	}

	@GetMapping
	String list(@PathVariable UUID id, @PathVariable String type, SignedInUser user, Model model) {
		return page(id, CredentialPages.keyType(type), user, Form.empty(), null, model);
	}

	@PostMapping
	String make(@PathVariable UUID id, @PathVariable String type, @RequestParam MultiValueMap<String, String> fields,
			SignedInUser user, Model model, HttpServletResponse response) {
		KeyType keyType = CredentialPages.keyType(type);
		Form form = Form.of(fields);
		try {
			ApiKeyService.Made made = this.keys.generate(user, id, keyType,
					new ApiKeyRequest(form.value("keyName"), days(form.value("validityPeriod")),
							words(form.value("permittedIP")), words(form.value("permittedReferer"))));
			response.setHeader("Cache-Control", "no-store");
			return page(id, keyType, user, Form.empty(), made, model);
		}
		catch (NotFound elsewhere) {
			throw elsewhere;
		}
		catch (Refusal refusal) {
			response.setStatus(refusal.status());
			return page(id, keyType, user, form.refused(refusal), null, model);
		}
	}

	@GetMapping("/{key}/revoke")
	String confirm(@PathVariable UUID id, @PathVariable String type, @PathVariable UUID key, SignedInUser user,
			Model model) {
		KeyType keyType = CredentialPages.keyType(type);
		model.addAttribute("app", this.applications.get(user, id));
		model.addAttribute("type", keyType);
		model.addAttribute("key",
				this.keys.list(user, id, keyType)
					.stream()
					.filter((one) -> one.id().equals(key))
					.findFirst()
					.orElseThrow(() -> NotFound.of("API key", key)));
		return "store/keys/api-key-revoke";
	}

	@PostMapping("/{key}/revoke")
	String revoke(@PathVariable UUID id, @PathVariable String type, @PathVariable UUID key, SignedInUser user,
			RedirectAttributes redirect) {
		this.keys.revoke(user, id, CredentialPages.keyType(type), key);
		redirect.addFlashAttribute("flash", "The API key was revoked.");
		return "redirect:/store/applications/" + id + "/credentials/" + type.toLowerCase(Locale.ROOT) + "/api-keys";
	}

	private String page(UUID id, KeyType type, SignedInUser user, Form form, ApiKeyService.@Nullable Made made,
			Model model) {
		model.addAttribute("app", this.applications.get(user, id));
		model.addAttribute("type", type);
		model.addAttribute("keys", this.keys.list(user, id, type));
		model.addAttribute("made", made);
		model.addAttribute("form", form);
		return "store/keys/api-keys";
	}

	private static List<String> words(String text) {
		return Arrays.stream(text.split("[,\\s]+")).filter((word) -> !word.isEmpty()).toList();
	}

	private static @Nullable Duration days(String text) {
		if (text.isBlank()) {
			return null;
		}
		try {
			return Duration.ofDays(Integer.parseInt(text.strip()));
		}
		catch (NumberFormatException ex) {
			throw new BadRequest("validityPeriod", text, "a whole number of days");
		}
	}

}
