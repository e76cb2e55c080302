package org.gatehouse.keymanager.consents;

import java.util.List;

import org.gatehouse.keymanager.clients.ClientFacts;
import org.gatehouse.web.rest.BadRequest;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The page that asks. It shows what was stored of the request, not what the address says;
 * its form goes to the authorization endpoint, where the state, which nobody else can
 * know, stands for a token against forged forms.
 */
@Controller
class ConsentController {

	private static final OAuth2TokenType STATE = new OAuth2TokenType(OAuth2ParameterNames.STATE);

	private final OAuth2AuthorizationService authorizations;

	private final RegisteredClientRepository clients;

	ConsentController(OAuth2AuthorizationService authorizations, RegisteredClientRepository clients) {
		this.authorizations = authorizations;
		this.clients = clients;
	}

	@GetMapping(ConsentRules.PATH)
	String ask(@RequestParam String state, Authentication user, Model model) {
		OAuth2Authorization waiting = this.authorizations.findByToken(state, STATE);
		OAuth2AuthorizationRequest request = (waiting != null)
				? waiting.getAttribute(OAuth2AuthorizationRequest.class.getName()) : null;
		RegisteredClient client = (waiting != null) ? this.clients.findById(waiting.getRegisteredClientId()) : null;
		if (waiting == null || request == null || client == null
				|| !waiting.getPrincipalName().equals(user.getName())) {
			throw new BadRequest("state", null, "a request of yours that waits for an answer");
		}
		List<String> scopes = request.getScopes().stream().sorted().toList();
		model.addAttribute("client", client);
		model.addAttribute("owner", ClientFacts.of(client).owner());
		model.addAttribute("scopes", scopes);
		model.addAttribute("state", state);
		model.addAttribute("userName", user.getName());
		model.addAttribute("back", request.getRedirectUri());
		return "keymanager/consent";
	}

}
