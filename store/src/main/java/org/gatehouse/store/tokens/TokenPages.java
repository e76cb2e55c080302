package org.gatehouse.store.tokens;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.store.applications.ApplicationService;
import org.gatehouse.store.catalogue.ApiDetail;
import org.gatehouse.store.catalogue.CatalogueService;
import org.gatehouse.store.console.ShellCommand;
import org.gatehouse.store.keys.KeyService;
import org.gatehouse.store.keys.KeyView;
import org.gatehouse.store.keys.WhichKey;
import org.gatehouse.store.subscriptions.SubscriptionService;
import org.gatehouse.store.subscriptions.SubscriptionView;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.PageRequest;
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

/**
 * The token generator of an application. A token stands in the answer to the form that
 * had it made and nowhere else.
 */
@Controller
@RequestMapping("/store/applications/{id}/token")
class TokenPages {

	private final TokenService tokens;

	private final KeyService keys;

	private final ApplicationService applications;

	private final SubscriptionService subscriptions;

	private final CatalogueService catalogue;

	TokenPages(TokenService tokens, KeyService keys, ApplicationService applications, SubscriptionService subscriptions,
			CatalogueService catalogue) {
		this.tokens = tokens;
		this.keys = keys;
		this.applications = applications;
		this.subscriptions = subscriptions;
		this.catalogue = catalogue;
	}

	@GetMapping
	String choose(@PathVariable UUID id, SignedInUser user, Model model) {
		MultiValueMap<String, String> preset = new LinkedMultiValueMap<>();
		this.keys.list(user, id).stream().findFirst().ifPresent(key -> preset.add("keyType", key.keyType().name()));
		preset.add("forUser", "true");
		preset.add("validityPeriod", "3600");
		return page(id, user, Form.of(preset), model);
	}

	@PostMapping
	String generate(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> fields, SignedInUser user,
			Model model, HttpServletResponse response) {
		try {
			LinkedHashSet<String> scopes = new LinkedHashSet<>(fields.getOrDefault("scopes", List.of()));
			String more = fields.getFirst("moreScopes");
			if (more != null && !more.isBlank()) {
				scopes.addAll(List.of(more.strip().split("[\\s,]+")));
			}
			GeneratedToken made = this.tokens.issue(user, id, new WhichKey.OfType(keyType(fields.getFirst("keyType"))),
					new TokenRequest(scopes, validity(fields.getFirst("validityPeriod")),
							"true".equals(fields.getFirst("forUser"))));
			model.addAttribute("made", made);
			model.addAttribute("requested", scopes);
			model.addAttribute("call", exampleCall(id, user, made.token().accessToken()));
			return page(id, user, Form.of(fields), model);
		}
		catch (NotFound elsewhere) {
			throw elsewhere;
		}
		catch (Refusal refusal) {
			response.setStatus(refusal.status());
			return page(id, user, Form.of(fields).refused(refusal), model);
		}
	}

	private String page(UUID id, SignedInUser user, Form form, Model model) {
		List<KeyView> known = this.keys.list(user, id);
		model.addAttribute("app", this.applications.get(user, id));
		model.addAttribute("keys", known);
		model.addAttribute("choices", this.tokens.scopes(user, id));
		model.addAttribute("form", form);
		return "store/tokens/token";
	}

	/** A call of the newest subscription's first operation, null where there is none. */
	private @Nullable String exampleCall(UUID id, SignedInUser user, String token) {
		for (SubscriptionView subscription : this.subscriptions.list(user, id, null, PageRequest.of(5, 0)).list()) {
			try {
				ApiDetail api = this.catalogue.get(user, subscription.api().id());
				if (!api.operations().isEmpty()) {
					var operation = api.operations().getFirst();
					return ShellCommand.curl()
						.with("-X", operation.verb().name(), "-H", api.authorizationHeader() + ": Bearer " + token,
								api.urls().preferred() + operation.pattern().replace("/*", "/"))
						.text();
				}
			}
			catch (NotFound hidden) {
				// The catalogue lists it no more; the next one may do.
			}
		}
		return null;
	}

	private static @Nullable Duration validity(@Nullable String seconds) {
		if (seconds == null || seconds.isBlank()) {
			return null;
		}
		try {
			return Duration.ofSeconds(Long.parseLong(seconds.strip()));
		}
		catch (NumberFormatException _) {
			throw new BadRequest("validityPeriod", seconds, "a number of seconds");
		}
	}

	private static KeyType keyType(@Nullable String name) {
		return switch (String.valueOf(name).toUpperCase(Locale.ROOT)) {
			case "PRODUCTION" -> KeyType.PRODUCTION;
			case "SANDBOX" -> KeyType.SANDBOX;
			default -> throw new BadRequest("keyType", name, "PRODUCTION or SANDBOX");
		};
	}

}
