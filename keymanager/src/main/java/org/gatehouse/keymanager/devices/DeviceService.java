package org.gatehouse.keymanager.devices;

import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.PresentUsers;
import org.gatehouse.keymanager.clients.ClientFacts;
import org.gatehouse.keymanager.scopes.ScopeDecisions;
import org.gatehouse.keymanager.scopes.TokenScopes;
import org.gatehouse.keymanager.tokens.StoredAuthorizations;
import org.gatehouse.keymanager.tokens.Users;
import org.gatehouse.web.rest.BadRequest;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2DeviceCode;
import org.springframework.security.oauth2.core.OAuth2UserCode;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Service;

/**
 * Users' answers to devices that ask to be let in.
 */
@Service
class DeviceService {

	static final String CODE = "user_code";

	private static final OAuth2TokenType USER_CODE = new OAuth2TokenType(OAuth2ParameterNames.USER_CODE);

	private static final int LENGTH = 8;

	private final StoredAuthorizations authorizations;

	private final RegisteredClientRepository clients;

	private final PresentUsers users;

	private final TokenScopes scopes;

	private final OAuth2AuthorizationConsentService consents;

	private final WrongCodes wrong;

	DeviceService(StoredAuthorizations authorizations, RegisteredClientRepository clients, PresentUsers users,
			TokenScopes scopes, OAuth2AuthorizationConsentService consents, WrongCodes wrong) {
		this.authorizations = authorizations;
		this.clients = clients;
		this.users = users;
		this.scopes = scopes;
		this.consents = consents;
		this.wrong = wrong;
	}

	/**
	 * Finds the device that shows a code.
	 * @param typed the code as a user typed it
	 * @param userName who is signed in
	 * @return the device
	 * @throws BadRequest if no device waits with such a code, or there were too many
	 * wrong ones
	 */
	WaitingDevice find(String typed, String userName) {
		Waiting waiting = waiting(typed, userName);
		ClientFacts facts = ClientFacts.of(waiting.client());
		ScopeDecisions decisions = decide(waiting, userName);
		return new WaitingDevice(waiting.code(), waiting.client().getClientName(), facts.owner(),
				List.copyOf(decisions.granted()), List.copyOf(decisions.dropped().keySet()));
	}

	/**
	 * Lets a device in: it gets tokens that stand for the user.
	 * @param typed the code that it shows
	 * @param userName who is signed in
	 * @throws BadRequest as in {@link #find}
	 */
	void allow(String typed, String userName) {
		Waiting waiting = waiting(typed, userName);
		Set<String> granted = decide(waiting, userName).granted();
		save(OAuth2Authorization.from(waiting.authorization())
			.principalName(userName)
			.authorizedScopes(granted)
			.invalidate(userCode(waiting.authorization()).getToken())
			.attribute(Principal.class.getName(), Users.authenticated(userName))
			.attributes((all) -> all.remove(OAuth2ParameterNames.SCOPE))
			.build(), typed);
		remember(waiting.client().getId(), userName, granted);
	}

	/** So that the user finds the client among those that act for him. */
	private void remember(String clientId, String userName, Set<String> granted) {
		OAuth2AuthorizationConsent before = this.consents.findById(clientId, userName);
		OAuth2AuthorizationConsent.Builder consent = (before != null) ? OAuth2AuthorizationConsent.from(before)
				: OAuth2AuthorizationConsent.withId(clientId, userName);
		granted.forEach(consent::scope);
		this.consents.save(consent.build());
	}

	/**
	 * Turns a device away.
	 * @param typed the code that it shows
	 * @param userName who is signed in
	 * @throws BadRequest as in {@link #find}
	 */
	void deny(String typed, String userName) {
		OAuth2Authorization found = waiting(typed, userName).authorization();
		save(OAuth2Authorization.from(found)
			.invalidate(userCode(found).getToken())
			.invalidate(Objects.requireNonNull(found.getToken(OAuth2DeviceCode.class)).getToken())
			.build(), typed);
	}

	private void save(OAuth2Authorization answered, String typed) {
		try {
			this.authorizations.save(answered);
		}
		catch (OAuth2AuthenticationException _) {
			// Somebody answered at the same moment.
			throw unknown(typed);
		}
	}

	private Waiting waiting(String typed, String userName) {
		if (this.wrong.areTooMany(userName)) {
			throw new BadRequest(CODE, null, "to wait ten minutes, for there were too many wrong codes");
		}
		String code = normal(typed);
		Optional<Waiting> found = Optional.ofNullable(this.authorizations.findByToken(code, USER_CODE))
			.filter((authorization) -> userCode(authorization).isActive())
			.flatMap(
					(authorization) -> Optional.ofNullable(this.clients.findById(authorization.getRegisteredClientId()))
						.map((client) -> new Waiting(code, authorization, client)));
		if (found.isEmpty()) {
			this.wrong.add(userName);
			throw unknown(typed);
		}
		return found.get();
	}

	/** Case, blanks and hyphens do not matter (RFC 8628 section 6.1). */
	private static String normal(String typed) {
		String letters = typed.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "");
		return (letters.length() == LENGTH) ? letters.substring(0, LENGTH / 2) + "-" + letters.substring(LENGTH / 2)
				: letters;
	}

	private static BadRequest unknown(String typed) {
		return new BadRequest(CODE, typed, "the code that your device shows now");
	}

	private static OAuth2Authorization.Token<OAuth2UserCode> userCode(OAuth2Authorization authorization) {
		return Objects.requireNonNull(authorization.getToken(OAuth2UserCode.class));
	}

	private ScopeDecisions decide(Waiting waiting, String userName) {
		Set<String> asked = waiting.authorization().getAttribute(OAuth2ParameterNames.SCOPE);
		Set<String> roles = this.users.find(userName).map(Account::roles).orElse(Set.of());
		return this.scopes.forUser(ClientFacts.of(waiting.client()),
				(asked != null) ? asked.stream().sorted().toList() : List.of(), roles);
	}

	private record Waiting(String code, OAuth2Authorization authorization, RegisteredClient client) {

	}

}
