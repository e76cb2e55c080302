package org.gatehouse.store.tryout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.common.api.AuthType;
import org.gatehouse.db.catalogue.CatalogueOperation;
import org.gatehouse.store.catalogue.ApiDetail;
import org.gatehouse.store.catalogue.CatalogueService;
import org.gatehouse.store.console.ConsoleRequest;
import org.gatehouse.store.console.ConsoleResult;
import org.gatehouse.store.console.ConsoleService;
import org.gatehouse.store.keys.KeyService;
import org.gatehouse.store.keys.KeyView;
import org.gatehouse.store.keys.WhichKey;
import org.gatehouse.store.subscriptions.SubscriptionService;
import org.gatehouse.store.subscriptions.SubscriptionView;
import org.gatehouse.store.tokens.TokenRequest;
import org.gatehouse.store.tokens.TokenService;
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
 * The try-it console. The browser names an application, a key and an operation; the token
 * is made here, for a quarter of an hour, and the call goes from here to the gateway.
 */
@Controller
@RequestMapping("/store/apis/{id}/try")
class TryPages {

	private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(15);

	private static final int MOST_SUBSCRIPTIONS = 50;

	private static final Set<Integer> ADVISED = Set.of(401, 403, 404, 429, 502, 503, 504);

	private static final String OWN_TOKEN = "own";

	private static final String NO_TOKEN = "none";

	private final CatalogueService catalogue;

	private final SubscriptionService subscriptions;

	private final KeyService keys;

	private final TokenService tokens;

	private final ConsoleService console;

	TryPages(CatalogueService catalogue, SubscriptionService subscriptions, KeyService keys, TokenService tokens,
			ConsoleService console) {
		this.catalogue = catalogue;
		this.subscriptions = subscriptions;
		this.keys = keys;
		this.tokens = tokens;
		this.console = console;
	}

	@GetMapping
	String compose(@PathVariable UUID id, @RequestParam(required = false) @Nullable String operation, SignedInUser user,
			Model model) {
		ApiDetail detail = this.catalogue.get(user, id);
		CatalogueOperation chosen = (operation != null) ? find(detail, operation)
				: detail.operations().stream().findFirst().orElse(null);
		MultiValueMap<String, String> preset = new LinkedMultiValueMap<>();
		List<KeyChoice> choices = choices(user, id);
		boolean needsToken = chosen == null || chosen.authType() != AuthType.NONE;
		preset.add("key", !needsToken ? NO_TOKEN : choices.isEmpty() ? OWN_TOKEN : choices.getFirst().value());
		preset.add("headers", "Accept: application/json");
		return page(detail, chosen, choices, Form.of(preset), model);
	}

	@PostMapping
	String call(@PathVariable UUID id, @RequestParam String operation,
			@RequestParam MultiValueMap<String, String> fields, SignedInUser user, Model model,
			HttpServletResponse response) {
		ApiDetail detail = this.catalogue.get(user, id);
		CatalogueOperation chosen = find(detail, operation);
		Form form = Form.of(fields);
		try {
			ConsoleRequest request = new ConsoleRequest(chosen.verb(), chosen.pattern(), Fields.pathValues(fields),
					Fields.lines("query", fields.getFirst("query"), '='),
					Fields.lines("headers", fields.getFirst("headers"), ':'), fields.getFirst("body"),
					token(user, id, chosen, fields));
			ConsoleResult result = this.console.call(user, id, request);
			model.addAttribute("result", result);
			model.addAttribute("answered", result instanceof ConsoleResult.Answered);
			model.addAttribute("advice", advice(result));
		}
		catch (Refusal refusal) {
			response.setStatus(refusal.status());
			form = form.refused(refusal);
		}
		return page(detail, chosen, choices(user, id), form, model);
	}

	private @Nullable String token(SignedInUser user, UUID apiId, CatalogueOperation operation,
			MultiValueMap<String, String> fields) {
		String key = String.valueOf(fields.getFirst("key"));
		return switch (key) {
			case NO_TOKEN -> null;
			case OWN_TOKEN -> fields.getFirst("accessToken");
			default -> {
				KeyChoice choice = choices(user, apiId).stream()
					.filter(known -> known.value().equals(key))
					.findFirst()
					.orElseThrow(() -> new BadRequest("key", key, "a key of one of your applications"));
				boolean forUser = operation.authType() != AuthType.APPLICATION;
				yield this.tokens
					.issue(user, choice.applicationId(), new WhichKey.OfType(choice.keyType()),
							new TokenRequest(new LinkedHashSet<>(operation.scopes()), TOKEN_LIFETIME, forUser))
					.token()
					.accessToken();
			}
		};
	}

	/** Which advice goes with a refusal, null where there is none to give. */
	private static @Nullable Integer advice(ConsoleResult result) {
		return switch (result) {
			case ConsoleResult.Answered answered when ADVISED.contains(answered.status()) -> answered.status();
			case ConsoleResult.Answered _, ConsoleResult.Failed _ -> null;
		};
	}

	/** The keys of the applications that subscribe to an API. */
	private List<KeyChoice> choices(SignedInUser user, UUID apiId) {
		List<KeyChoice> choices = new ArrayList<>();
		for (SubscriptionView subscription : this.subscriptions
			.list(user, null, apiId, PageRequest.of(MOST_SUBSCRIPTIONS, 0))
			.list()) {
			UUID application = subscription.application().id();
			for (KeyView key : this.keys.list(user, application)) {
				KeyChoice choice = new KeyChoice(application, subscription.application().name(), key.keyType());
				if (!choices.contains(choice)) {
					choices.add(choice);
				}
			}
		}
		return choices;
	}

	private String page(ApiDetail detail, @Nullable CatalogueOperation chosen, List<KeyChoice> choices, Form form,
			Model model) {
		model.addAttribute("detail", detail);
		model.addAttribute("api", detail.api());
		model.addAttribute("operation", chosen);
		model.addAttribute("parameters", (chosen != null) ? Fields.parameters(chosen.pattern()) : List.of());
		model.addAttribute("choices", choices);
		model.addAttribute("form", form);
		return "store/tryout/try";
	}

	private static CatalogueOperation find(ApiDetail detail, String name) {
		return detail.operations()
			.stream()
			.filter(operation -> (operation.verb() + " " + operation.pattern()).equals(name))
			.findFirst()
			.orElseThrow(() -> NotFound.of("operation", name));
	}

}
