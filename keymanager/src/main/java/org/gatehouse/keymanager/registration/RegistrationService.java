package org.gatehouse.keymanager.registration;

import java.net.URI;
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

	private static final Set<String> GRANTS = Set.of("client_credentials", "password", "refresh_token",
			"authorization_code", "urn:ietf:params:oauth:grant-type:device_code",
			"urn:ietf:params:oauth:grant-type:token-exchange", "urn:ietf:params:oauth:grant-type:jwt-bearer");

	private static final Set<String> WEB = Set.of("http", "https");

	private static final Set<String> SCRIPTS = Set.of("javascript", "data", "vbscript", "file", "blob", "about");

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
	 * what is said now, and a new secret.
	 * @param request what the client says about itself
	 * @param caller the user who asks
	 * @param administrator whether the caller may register for others
	 * @return the client with its secret
	 * @throws BadRequest if something in the request is wrong
	 * @throws Forbidden if the client is to belong to somebody else
	 */
	@Transactional
	RegisteredRestClient register(RegistrationRequest request, String caller, boolean administrator) {
		BadRequest.Collector problems = BadRequest.collect();
		String name = (request.clientName() != null) ? request.clientName().strip() : "";
		problems.require(!name.isEmpty() && name.length() <= LONGEST_NAME, "clientName", request.clientName(),
				"1 to " + LONGEST_NAME + " characters");
		List<String> grants = Arrays.stream(((request.grantType() != null) ? request.grantType() : "").split("\\s+"))
			.filter(GRANTS::contains)
			.distinct()
			.toList();
		problems.require(!grants.isEmpty(), "grantType", request.grantType(),
				"one or more of " + String.join(" ", GRANTS.stream().sorted().toList()));
		String callback = (request.callbackUrl() != null) ? request.callbackUrl().strip() : "";
		problems.require(isHarmless(callback, grants.contains("authorization_code")), "callbackUrl", callback,
				"an http or https URL without fragment");
		problems.throwIfAny();
		UserAccount owner = owner(request.owner(), caller, administrator);
		String secret = ClientSecrets.newSecret();
		OAuthClient client = this.clients.findByOwnerIdAndKindAndName(owner.getId(), OAuthClient.Kind.REST, name)
			.orElseGet(() -> OAuthClient.ofRest(name, owner, ClientSecrets.newClientId().value(), "",
					this.clock.instant()));
		client.changeSecret(this.secrets.hash(secret));
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
	private static boolean isHarmless(String callback, boolean redirected) {
		if (callback.isEmpty()) {
			return !redirected;
		}
		if (callback.length() > 2000) {
			return false;
		}
		try {
			URI uri = URI.create(callback);
			String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
			if (redirected) {
				return WEB.contains(scheme) && uri.getHost() != null && uri.getRawFragment() == null
						&& uri.getRawUserInfo() == null;
			}
			return !SCRIPTS.contains(scheme);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
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
