package org.gatehouse.keymanager.registration;

import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.db.oauth.ClientSecrets;
import org.gatehouse.db.oauth.OAuthClient;
import org.gatehouse.db.oauth.OAuthClientRepository;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.keymanager.revocation.Revocations;
import org.gatehouse.web.WebProperties;
import org.gatehouse.web.clients.GrantTypes;
import org.gatehouse.web.clients.KeyProof;
import org.gatehouse.web.clients.KeyProofRules;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Registers clients by RFC 7591, and lets them see to themselves by RFC 7592. A client
 * belongs to the user whose token registers it and never has more scopes than that token
 * had.
 */
@Service
@Transactional
class ClientRegistrationService {

	/** The scope of tokens that register clients. It is not handed on. */
	static final String REGISTER = "apim:client_register";

	private final OAuthClientRepository clients;

	private final UserAccountRepository users;

	private final InitialTokenService initialTokens;

	private final ClientSecrets secrets;

	private final Revocations revocations;

	private final KeyProofRules keyRules;

	private final WebProperties properties;

	private final JsonMapper json;

	private final Clock clock;

	ClientRegistrationService(OAuthClientRepository clients, UserAccountRepository users,
			InitialTokenService initialTokens, ClientSecrets secrets, Revocations revocations, KeyProofRules keyRules,
			WebProperties properties, JsonMapper json, Clock clock) {
		this.clients = clients;
		this.users = users;
		this.initialTokens = initialTokens;
		this.secrets = secrets;
		this.revocations = revocations;
		this.keyRules = keyRules;
		this.properties = properties;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * Registers a client.
	 * @param metadata what it says about itself
	 * @param registrar in whose name, and with what token
	 * @return the members of RFC 7591 section 3.2.1, its secret and its registration
	 * access token for the only time
	 * @throws BadRequest naming every wrong member
	 * @throws UnknownRegistration if the user is gone or may no longer sign in, or the
	 * token was used often enough
	 */
	Map<String, Object> register(ClientMetadata metadata, Registrar registrar) {
		UserAccount owner = this.users.findByUserNameIgnoreCase(registrar.userName())
			.filter(UserAccount::isEnabled)
			.orElseThrow(UnknownRegistration::new);
		Set<String> allowed = new HashSet<>(registrar.scopes());
		allowed.remove(REGISTER);
		CheckedMetadata checked = CheckedMetadata.of(metadata, allowed, this.keyRules);
		if (registrar.initialToken() != null) {
			this.initialTokens.use(registrar.initialToken());
		}
		String secret = ClientSecrets.newSecret();
		String token = ClientSecrets.newSecret();
		OAuthClient client = OAuthClient.ofRegistration(owner, ClientSecrets.newClientId().value(), TokenHash.of(token),
				this.clock.instant());
		client.replaceSecrets(this.secrets.hash(secret), this.clock.instant());
		describe(client, checked);
		this.clients.saveAndFlush(client);
		return answer(client, token, checked.hasSecret() ? secret : null);
	}

	/**
	 * Shows a client what is registered of it.
	 * @param clientId the client
	 * @param token its registration access token
	 * @return as at its registration, without the secret
	 * @throws UnknownRegistration if there is no such client, or it is another's token
	 */
	@Transactional(readOnly = true)
	Map<String, Object> get(String clientId, String token) {
		return answer(find(clientId, token), token, null);
	}

	/**
	 * Replaces what is registered of a client. What was issued to it so far is taken back
	 * where it proves who it is in another way from now on.
	 * @param clientId the client
	 * @param token its registration access token
	 * @param metadata all that it says about itself now
	 * @return as at its registration, with a secret where it is a new one
	 * @throws BadRequest naming every wrong member
	 * @throws UnknownRegistration if there is no such client, or it is another's token
	 */
	Map<String, Object> replace(String clientId, String token, ClientMetadata metadata) {
		OAuthClient client = find(clientId, token);
		if (!clientId.equals(metadata.clientId())) {
			throw new BadRequest("client_id", metadata.clientId(), "the client's own");
		}
		CheckedMetadata checked = CheckedMetadata.of(metadata, Set.copyOf(client.scopes()), this.keyRules);
		KeyProof before = KeyProof.of(client);
		describe(client, checked);
		String secret = null;
		if (!KeyProof.of(client).equals(before)) {
			this.revocations.ofClient(client.getId());
			if (checked.hasSecret()) {
				secret = ClientSecrets.newSecret();
				client.replaceSecrets(this.secrets.hash(secret), this.clock.instant());
			}
		}
		this.clients.saveAndFlush(client);
		return answer(client, token, secret);
	}

	/**
	 * Removes a client and takes back what was issued to it.
	 * @param clientId the client
	 * @param token its registration access token
	 * @throws UnknownRegistration if there is no such client, or it is another's token
	 */
	void remove(String clientId, String token) {
		OAuthClient client = find(clientId, token);
		this.revocations.ofClient(client.getId());
		this.clients.delete(client);
	}

	private OAuthClient find(String clientId, String token) {
		return this.clients.findByRegistrationHash(TokenHash.of(token))
			.filter((client) -> client.clientId().equals(clientId) && !client.isDisabled())
			.filter((client) -> client.owner() != null && client.owner().isEnabled())
			.orElseThrow(UnknownRegistration::new);
	}

	private static void describe(OAuthClient client, CheckedMetadata checked) {
		client.describe((checked.name() != null) ? checked.name() : client.clientId(),
				checked.scopes().stream().sorted().toList(), checked.authMethod());
		client.permit(checked.grantTypes(), checked.redirectUris());
		client.signOutTo(checked.signOutUris());
		client.publish(checked.proof().kind() == KeyProof.Kind.NONE);
		client.signWith(checked.proof().keys(), checked.proof().jwksUri());
	}

	private Map<String, Object> answer(OAuthClient client, String token, @Nullable String secret) {
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put("client_id", client.clientId());
		if (secret != null) {
			answer.put("client_secret", secret);
		}
		answer.put("client_id_issued_at", client.createdAt().getEpochSecond());
		if (KeyProof.of(client).kind() == KeyProof.Kind.SECRET) {
			answer.put("client_secret_expires_at", 0);
		}
		answer.put("registration_access_token", token);
		answer.put("registration_client_uri", this.properties.publicUrl() + "/oauth2/register/" + client.clientId());
		answer.put("client_name", client.name());
		answer.put("redirect_uris", client.redirectUris());
		if (!client.signOutUris().isEmpty()) {
			answer.put("post_logout_redirect_uris", client.signOutUris());
		}
		answer.put("grant_types", client.grantTypes());
		answer.put("response_types",
				client.grantTypes().contains(GrantTypes.AUTHORIZATION_CODE) ? List.of("code") : List.of());
		answer.put("scope", String.join(" ", client.scopes()));
		answer.put("token_endpoint_auth_method", String.valueOf(client.authMethod()));
		if (client.jwks() != null) {
			answer.put("jwks", this.json.readTree(client.jwks()));
		}
		if (client.jwksUri() != null) {
			answer.put("jwks_uri", client.jwksUri());
		}
		return answer;
	}

}
