package org.gatehouse.keymanager.registration;

import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.db.oauth.ClientSecrets;
import org.gatehouse.db.oauth.OAuthClient;
import org.gatehouse.db.oauth.OAuthClientRepository;
import org.gatehouse.keymanager.scopes.TokenScopes;
import org.gatehouse.web.clients.CallbackUrl;
import org.gatehouse.web.clients.GrantTypes;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Forbidden;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Registers clients of the REST APIs.
 */
@Service
class RegistrationService {

	private static final Set<String> SCRIPTS = Set.of("javascript", "data", "vbscript", "file", "blob", "about");

	private static final String CALLBACK = "callbackUrl";

	private static final int LONGEST_CALLBACK = 2000;

	private static final int LONGEST_NAME = 100;

	private final OAuthClientRepository clients;

	private final UserAccountRepository users;

	private final ClientSecrets secrets;

	private final JsonMapper json;

	private final Clock clock;

	RegistrationService(OAuthClientRepository clients, UserAccountRepository users, ClientSecrets secrets,
			JsonMapper json, Clock clock) {
		this.clients = clients;
		this.users = users;
		this.secrets = secrets;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * Registers a client; one that its owner has registered under this name before gets
	 * what is said now, and a new secret. Of the platform's scopes it can be granted
	 * those that the caller may have.
	 * @param request what the client says about itself
	 * @param caller the user who asks
	 * @param administrator whether the caller may register for others
	 * @return the client with its secret
	 * @throws BadRequest if something in the request is wrong
	 * @throws Forbidden if the client is to belong to somebody else, or was switched off
	 */
	@Transactional
	RegisteredRestClient register(RegistrationRequest request, String caller, boolean administrator) {
		BadRequest.Collector problems = BadRequest.collect();
		String name = (request.clientName() != null) ? request.clientName().strip() : "";
		problems.require(!name.isEmpty() && name.length() <= LONGEST_NAME, "clientName", request.clientName(),
				"1 to " + LONGEST_NAME + " characters");
		List<String> grants = Arrays.stream(((request.grantType() != null) ? request.grantType() : "").split("\\s+"))
			.filter(GrantTypes.ALL::contains)
			.distinct()
			.toList();
		problems.require(!grants.isEmpty(), "grantType", request.grantType(),
				"one or more of " + String.join(" ", GrantTypes.ALL));
		String callback = (request.callbackUrl() != null) ? request.callbackUrl().strip() : "";
		if (grants.contains(GrantTypes.AUTHORIZATION_CODE)) {
			problems.require(!callback.isEmpty(), CALLBACK, null, "an address");
			CallbackUrl.check(problems, CALLBACK, callback);
		}
		else {
			problems.require(isHarmless(callback), CALLBACK, callback, "a text that nobody can run");
		}
		problems.throwIfAny();
		UserAccount owner = owner(request.owner(), caller, administrator);
		Set<String> mayGive = this.users.findByUserNameIgnoreCase(caller)
			.map((user) -> TokenScopes.ofPlatform(user.roleNames()))
			.orElse(Set.of());
		String secret = ClientSecrets.newSecret();
		OAuthClient client = this.clients.findByOwnerIdAndKindAndName(owner.getId(), OAuthClient.Kind.REST, name)
			.orElseGet(
					() -> OAuthClient.ofRest(name, owner, ClientSecrets.newClientId().value(), this.clock.instant()));
		if (client.isDisabled()) {
			throw new Forbidden("clientName: '" + name + "' (expected: one that no administrator has switched off)");
		}
		client.describe(name, mayGive, null);
		client.replaceSecrets(this.secrets.hash(secret), this.clock.instant());
		client.permit(grants, callback.isEmpty() ? List.of() : List.of(callback));
		this.clients.saveAndFlush(client);
		return answer(client, owner, secret, callback, grants);
	}

	private UserAccount owner(@Nullable String asked, String caller, boolean administrator) {
		String name = (asked == null || asked.isBlank()) ? caller : asked.strip();
		if (!name.equalsIgnoreCase(caller) && !administrator) {
			throw new Forbidden("owner: '" + name + "' (expected: '" + caller + "', who asks)");
		}
		return this.users.findByUserNameIgnoreCase(name)
			.orElseThrow(() -> new BadRequest("owner", name, "the name of a user"));
	}

	/** Where no browser is sent back, the text means nothing, unless it could be run. */
	private static boolean isHarmless(String callback) {
		int colon = callback.indexOf(':');
		return callback.length() <= LONGEST_CALLBACK && callback.chars().noneMatch(Character::isISOControl)
				&& (colon < 0 || !SCRIPTS.contains(callback.substring(0, colon).toLowerCase(Locale.ROOT)));
	}

	private RegisteredRestClient answer(OAuthClient client, UserAccount owner, String secret, String callback,
			List<String> grants) {
		Map<String, String> again = new LinkedHashMap<>();
		again.put("grant_types", String.join(" ", grants));
		again.put("redirect_uris", callback);
		again.put("client_name", client.name());
		return new RegisteredRestClient(client.clientId(), client.name(), callback, secret, true, owner.userName(),
				this.json.writeValueAsString(again), "{}", null);
	}

}
