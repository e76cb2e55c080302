package org.gatehouse.store.keys;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.db.oauth.TokenRules;
import org.gatehouse.store.applications.ApplicationService;
import org.gatehouse.web.clients.GrantTypes;
import org.gatehouse.web.clients.KeyProof;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.Refusal;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The pages about an application's keys. A secret stands in the answer to the form that
 * had it made and nowhere else: not in the session, not behind a link.
 */
@Controller
@RequestMapping("/store/applications/{id}/credentials")
class CredentialPages {

	private static final List<String> USUAL_GRANTS = List.of("client_credentials", "password", "refresh_token");

	private static final String CHANGED_GRANTS = "supportedGrantTypes";

	private final KeyService keys;

	private final ApplicationService applications;

	CredentialPages(KeyService keys, ApplicationService applications) {
		this.keys = keys;
		this.applications = applications;
	}

	@GetMapping
	String list(@PathVariable UUID id, SignedInUser user, Model model) {
		return page(id, user, fresh(), null, model);
	}

	@PostMapping("/{type}/generate")
	String generate(@PathVariable UUID id, @PathVariable String type,
			@RequestParam MultiValueMap<String, String> fields, SignedInUser user, Model model,
			HttpServletResponse response) {
		KeyType keyType = keyType(type);
		try {
			NewSecret made = this.keys.generate(user, id,
					new KeyRequest(keyType, fields.getOrDefault("grantTypesToBeSupported", List.of()),
							fields.getFirst("callbackUrl"), fields.getFirst("signOutUrl"), null, proof(fields)));
			return page(id, user, fresh(), made, model);
		}
		catch (NotFound elsewhere) {
			throw elsewhere;
		}
		catch (Refusal refusal) {
			response.setStatus(refusal.status());
			model.addAttribute("refusedType", keyType.name());
			return page(id, user, Form.of(fields).refused(refusal), null, model);
		}
	}

	@GetMapping("/{type}/regenerate")
	String confirm(@PathVariable UUID id, @PathVariable String type, SignedInUser user, Model model) {
		model.addAttribute("app", this.applications.get(user, id));
		model.addAttribute("key", this.keys.get(user, id, which(type)));
		return "store/keys/regenerate";
	}

	@PostMapping("/{type}/regenerate")
	String regenerate(@PathVariable UUID id, @PathVariable String type, SignedInUser user, Model model) {
		NewSecret made = this.keys.regenerateSecret(user, id, which(type));
		return page(id, user, fresh(), made, model);
	}

	@GetMapping("/{type}/edit")
	String change(@PathVariable UUID id, @PathVariable String type, SignedInUser user, Model model) {
		KeyView key = this.keys.get(user, id, which(type));
		MultiValueMap<String, String> now = new LinkedMultiValueMap<>();
		now.put(CHANGED_GRANTS, key.grantTypes());
		now.set("callbackUrl", Objects.requireNonNullElse(key.callbackUrl(), ""));
		now.set("signOutUrl", Objects.requireNonNullElse(key.signOutUrl(), ""));
		now.set("proof", key.proof().kind().name());
		now.set("keys", Objects.requireNonNullElse(key.proof().keys(), ""));
		now.set("jwksUri", Objects.requireNonNullElse(key.proof().jwksUri(), ""));
		TokenRules rules = key.tokenRules();
		now.set("applicationToken", String.valueOf(rules.applicationToken().toSeconds()));
		now.set("userToken", String.valueOf(rules.userToken().toSeconds()));
		now.set("refreshToken", String.valueOf(rules.refreshToken().toSeconds()));
		now.set("code", String.valueOf(rules.code().toSeconds()));
		now.set("reissue", rules.sameToken() ? "SAME" : "NEW");
		return edit(id, key, user, Form.of(now), model);
	}

	@PostMapping("/{type}/edit")
	String save(@PathVariable UUID id, @PathVariable String type, @RequestParam MultiValueMap<String, String> fields,
			SignedInUser user, Model model, HttpServletResponse response, RedirectAttributes redirect) {
		WhichKey which = which(type);
		KeyView key = this.keys.get(user, id, which);
		try {
			this.keys.update(user, id, which,
					new KeyChange(fields.getOrDefault(CHANGED_GRANTS, List.of()), fields.getFirst("callbackUrl"),
							fields.getFirst("signOutUrl"), proof(fields), rules(fields, key.tokenRules())));
			redirect.addFlashAttribute("flash", "Saved.");
			return "redirect:/store/applications/" + id + "/credentials";
		}
		catch (BadRequest refusal) {
			response.setStatus(refusal.status());
			return edit(id, key, user, Form.of(fields).refused(refusal), model);
		}
	}

	@GetMapping("/{type}/remove")
	String confirmRemoval(@PathVariable UUID id, @PathVariable String type, SignedInUser user, Model model) {
		model.addAttribute("app", this.applications.get(user, id));
		model.addAttribute("key", this.keys.get(user, id, which(type)));
		return "store/keys/remove";
	}

	@PostMapping("/{type}/remove")
	String remove(@PathVariable UUID id, @PathVariable String type, SignedInUser user, RedirectAttributes redirect) {
		this.keys.remove(user, id, which(type));
		redirect.addFlashAttribute("flash", "The key was removed; its tokens no longer work.");
		return "redirect:/store/applications/" + id + "/credentials";
	}

	private String edit(UUID id, KeyView key, SignedInUser user, Form form, Model model) {
		model.addAttribute("app", this.applications.get(user, id));
		model.addAttribute("key", key);
		model.addAttribute("grants", GrantTypes.OF_APPLICATIONS);
		model.addAttribute("proofs", KeyProof.Kind.values());
		model.addAttribute("form", form);
		return "store/keys/edit";
	}

	private String page(UUID id, SignedInUser user, Form form, @Nullable NewSecret made, Model model) {
		Map<KeyType, KeyView> known = this.keys.list(user, id)
			.stream()
			.collect(Collectors.toMap(KeyView::keyType, key -> key));
		model.addAttribute("app", this.applications.get(user, id));
		model.addAttribute("keyTypes", KeyType.values());
		model.addAttribute("keys", known);
		model.addAttribute("grants", GrantTypes.OF_APPLICATIONS);
		model.addAttribute("proofs", KeyProof.Kind.values());
		model.addAttribute("made", made);
		model.addAttribute("form", form);
		return "store/keys/credentials";
	}

	private static KeyProof proof(MultiValueMap<String, String> fields) {
		KeyProof.Kind kind = switch (String.valueOf(fields.getFirst("proof"))) {
			case "NONE" -> KeyProof.Kind.NONE;
			case "SIGNATURE" -> KeyProof.Kind.SIGNATURE;
			default -> KeyProof.Kind.SECRET;
		};
		return new KeyProof(kind, fields.getFirst("keys"), fields.getFirst("jwksUri"));
	}

	private static TokenRules rules(MultiValueMap<String, String> fields, TokenRules now) {
		String reissue = fields.getFirst("reissue");
		return new TokenRules(seconds(fields, "applicationToken", now.applicationToken()),
				seconds(fields, "userToken", now.userToken()), seconds(fields, "refreshToken", now.refreshToken()),
				seconds(fields, "code", now.code()), (reissue != null) ? reissue.equals("SAME") : now.sameToken());
	}

	private static Duration seconds(MultiValueMap<String, String> fields, String name, Duration now) {
		String text = fields.getFirst(name);
		if (text == null) {
			return now;
		}
		try {
			return Duration.ofSeconds(Integer.parseInt(text.strip()));
		}
		catch (NumberFormatException ex) {
			throw new BadRequest(name, text, "a whole number of seconds");
		}
	}

	private static Form fresh() {
		MultiValueMap<String, String> preset = new LinkedMultiValueMap<>();
		preset.put("grantTypesToBeSupported", USUAL_GRANTS);
		return Form.of(preset);
	}

	/**
	 * Reads which key a page is about.
	 * @param type the name of a key type, in any case
	 * @return the key of that type
	 * @throws NotFound for any other name
	 */
	static WhichKey which(String type) {
		return new WhichKey.OfType(keyType(type));
	}

	static KeyType keyType(String name) {
		return switch (name.toUpperCase(Locale.ROOT)) {
			case "PRODUCTION" -> KeyType.PRODUCTION;
			case "SANDBOX" -> KeyType.SANDBOX;
			default -> throw NotFound.of("key type", name);
		};
	}

}
