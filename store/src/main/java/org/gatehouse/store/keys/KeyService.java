package org.gatehouse.store.keys;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.gatehouse.common.application.ConsumerKey;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.db.application.Application;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.db.oauth.ClientSecrets;
import org.gatehouse.db.oauth.OAuthClient;
import org.gatehouse.db.oauth.OAuthClientRepository;
import org.gatehouse.db.oauth.TokenRules;
import org.gatehouse.store.applications.Consumers;
import org.gatehouse.store.applications.TokenRevocation;
import org.gatehouse.web.clients.CallbackUrl;
import org.gatehouse.web.clients.GrantTypes;
import org.gatehouse.web.clients.KeyProof;
import org.gatehouse.web.clients.KeyProofRules;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.Constraint;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Applications' keys. An application has at most one of each type.
 */
@Service
@Transactional
public class KeyService {

	private static final Duration LONGEST_LIFETIME = Duration.ofDays(366);

	/** RFC 6749 section 4.1.2 recommends no more. */
	private static final Duration LONGEST_CODE = Duration.ofMinutes(10);

	private final Consumers consumers;

	private final KeysOfApplications keys;

	private final OAuthClientRepository clients;

	private final ClientSecrets secrets;

	private final KeyProofRules keyRules;

	private final TokenRevocation revocation;

	private final ChangeLog changes;

	private final Clock clock;

	KeyService(Consumers consumers, KeysOfApplications keys, OAuthClientRepository clients, ClientSecrets secrets,
			KeyProofRules keyRules, TokenRevocation revocation, ChangeLog changes, Clock clock) {
		this.consumers = consumers;
		this.keys = keys;
		this.clients = clients;
		this.secrets = secrets;
		this.keyRules = keyRules;
		this.revocation = revocation;
		this.changes = changes;
		this.clock = clock;
	}

	/**
	 * Makes a key.
	 * @param user who asks
	 * @param applicationId the application
	 * @param request what it is to be
	 * @return the key with its secret, which is not shown again
	 * @throws NotFound if the user has no such application
	 * @throws BadRequest naming every wrong field
	 * @throws Conflict if the application has a key of the type
	 */
	public NewSecret generate(SignedInUser user, UUID applicationId, KeyRequest request) {
		Application application = this.consumers.application(user, applicationId);
		Checked checked = check(
				"grantTypesToBeSupported", new KeyChange(request.grantTypes(), request.callbackUrl(),
						request.signOutUrl(), request.proof(), TokenRules.USUAL),
				request.tokenLifetime(), request.proof(), TokenRules.USUAL);
		if (this.clients.findByApplicationIdAndKeyType(applicationId, request.keyType()).isPresent()) {
			throw new Conflict("keyType", "keyType: the application has a " + request.keyType()
					+ " key already; regenerate its secret instead");
		}
		String secret = ClientSecrets.newSecret();
		OAuthClient client = OAuthClient.ofApplication(application, request.keyType(), ClientSecrets.newClientId(),
				this.clock.instant());
		client.replaceSecrets(this.secrets.hash(secret), this.clock.instant());
		permit(client, checked);
		return new NewSecret(view(save(client)), secret);
	}

	/**
	 * Lists an application's keys.
	 * @param user who asks
	 * @param applicationId the application
	 * @return none to two, production first
	 * @throws NotFound if the user has no such application
	 */
	@Transactional(readOnly = true)
	public List<KeyView> list(SignedInUser user, UUID applicationId) {
		this.consumers.application(user, applicationId);
		return this.clients.findByApplicationIdOrderByKeyType(applicationId).stream().map(KeyService::view).toList();
	}

	/**
	 * Shows a key.
	 * @param user who asks
	 * @param applicationId the application
	 * @param which which of its keys
	 * @return the key
	 * @throws NotFound if the user has no such application or it has no such key
	 */
	@Transactional(readOnly = true)
	public KeyView get(SignedInUser user, UUID applicationId, WhichKey which) {
		return view(this.keys.find(user, applicationId, which));
	}

	/**
	 * Changes what a key can be used for.
	 * @param user who asks
	 * @param applicationId the application
	 * @param which which of its keys
	 * @param change what it is to be
	 * @return the key
	 * @throws NotFound if the user has no such application or it has no such key
	 * @throws BadRequest naming every wrong field
	 */
	public KeyView update(SignedInUser user, UUID applicationId, WhichKey which, KeyChange change) {
		OAuthClient client = this.keys.find(user, applicationId, which);
		KeyProof before = KeyProof.of(client);
		permit(client, check("supportedGrantTypes", change, null, (change.proof() != null) ? change.proof() : before,
				(change.rules() != null) ? change.rules() : client.tokenRules()));
		if (!KeyProof.of(client).equals(before)) {
			this.revocation.revokeAllOf(client);
		}
		return view(save(client));
	}

	/**
	 * Replaces all of a key's secrets by a new one. Whoever had the old one may have it
	 * from a leak, so that what was issued to the key so far is taken back, at the
	 * gateways too.
	 * @param user who asks
	 * @param applicationId the application
	 * @param which which of its keys
	 * @return the key with its new secret, which is not shown again
	 * @throws NotFound if the user has no such application or it has no such key
	 */
	public NewSecret regenerateSecret(SignedInUser user, UUID applicationId, WhichKey which) {
		OAuthClient client = this.keys.find(user, applicationId, which);
		String secret = ClientSecrets.newSecret();
		client.replaceSecrets(this.secrets.hash(secret), this.clock.instant());
		this.revocation.revokeAllOf(client);
		return new NewSecret(view(save(client)), secret);
	}

	/**
	 * Removes a key and takes back what was issued to it.
	 * @param user who asks
	 * @param applicationId the application
	 * @param which which of its keys
	 * @throws NotFound if the user has no such application or it has no such key
	 */
	public void remove(SignedInUser user, UUID applicationId, WhichKey which) {
		OAuthClient client = this.keys.find(user, applicationId, which);
		this.revocation.revokeAllOf(client);
		this.changes.remove(client.toSnapshot().key());
		this.clients.delete(client);
	}

	/**
	 * Refuses a caller who does not know a key's secret.
	 * @param user who asks
	 * @param applicationId the application
	 * @param which which of its keys
	 * @param secret what the caller takes for the secret
	 * @return the key
	 * @throws NotFound if the user has no such application or it has no such key
	 * @throws BadRequest if it is another secret
	 */
	@Transactional(readOnly = true)
	public KeyView requireSecret(SignedInUser user, UUID applicationId, WhichKey which, @Nullable String secret) {
		OAuthClient client = this.keys.find(user, applicationId, which);
		List<String> hashes = client.secretHashes(this.clock.instant());
		if (secret == null || hashes.stream().noneMatch((hash) -> this.secrets.matches(secret, hash))) {
			throw new BadRequest("consumerSecret", null, "the key's consumer secret");
		}
		return view(client);
	}

	/**
	 * Takes back one token of a key, at the gateways too. A token of somebody else, or
	 * none at all, is left alone without a word (RFC 7009 section 2.2).
	 * @param user who asks
	 * @param applicationId the application
	 * @param which which of its keys
	 * @param token an access token
	 * @throws NotFound if the user has no such application or it has no such key
	 */
	public void revoke(SignedInUser user, UUID applicationId, WhichKey which, String token) {
		this.revocation.revoke(this.keys.find(user, applicationId, which), token);
	}

	private OAuthClient save(OAuthClient client) {
		try {
			OAuthClient saved = this.clients.saveAndFlush(client);
			this.changes.record(saved.toSnapshot());
			return saved;
		}
		catch (DataIntegrityViolationException ex) {
			// Somebody was faster than the check could see.
			throw Constraint.refusal(ex);
		}
	}

	private Checked check(String grantField, KeyChange change, @Nullable Duration lifetime, KeyProof proof,
			TokenRules rules) {
		BadRequest.Collector wrong = BadRequest.collect();
		String callback = CallbackUrl.check(wrong, "callbackUrl", change.callbackUrl());
		boolean callbackGiven = change.callbackUrl() != null && !change.callbackUrl().isBlank();
		List<String> signOutUrls = null;
		if (change.signOutUrl() != null) {
			String signOutUrl = CallbackUrl.check(wrong, "signOutUrl", change.signOutUrl());
			signOutUrls = (signOutUrl != null) ? List.of(signOutUrl) : List.of();
		}
		Set<String> grants = GrantTypes.check(wrong, grantField, change.grantTypes(), GrantTypes.OF_APPLICATIONS,
				"callbackUrl", callbackGiven, proof.kind());
		KeyProof checked = this.keyRules.checked(proof, wrong, "keys", "jwksUri");
		if (lifetime != null) {
			requireHolds(wrong, "validityTime", lifetime, LONGEST_LIFETIME);
		}
		requireHolds(wrong, "applicationToken", rules.applicationToken(), LONGEST_LIFETIME);
		requireHolds(wrong, "userToken", rules.userToken(), LONGEST_LIFETIME);
		requireHolds(wrong, "refreshToken", rules.refreshToken(), LONGEST_LIFETIME);
		requireHolds(wrong, "code", rules.code(), LONGEST_CODE);
		wrong.throwIfAny();
		return new Checked(grants, callback, signOutUrls, (lifetime != null) ? rules.withAccessTokens(lifetime) : rules,
				checked);
	}

	private static void requireHolds(BadRequest.Collector wrong, String field, Duration life, Duration longest) {
		wrong.require(life.isPositive() && life.compareTo(longest) <= 0, field, String.valueOf(life.toSeconds()),
				"1 to " + longest.toSeconds() + " seconds");
	}

	private static void permit(OAuthClient client, Checked checked) {
		client.permit(checked.grantTypes(), (checked.callback() != null) ? List.of(checked.callback()) : List.of());
		if (checked.signOutUrls() != null) {
			client.signOutTo(checked.signOutUrls());
		}
		client.issueBy(checked.rules());
		client.publish(checked.proof().kind() == KeyProof.Kind.NONE);
		client.signWith(checked.proof().keys(), checked.proof().jwksUri());
	}

	private static KeyView view(OAuthClient client) {
		return new KeyView(client.getId(), Objects.requireNonNull(client.application()).getId(),
				new ConsumerKey(client.clientId()), Objects.requireNonNull(client.keyType()), client.grantTypes(),
				first(client.redirectUris()), first(client.signOutUris()), client.tokenRules(), KeyProof.of(client),
				client.createdAt());
	}

	private static @Nullable String first(List<String> urls) {
		return urls.isEmpty() ? null : urls.getFirst();
	}

	private record Checked(Set<String> grantTypes, @Nullable String callback, @Nullable List<String> signOutUrls,
			TokenRules rules, KeyProof proof) {

	}

}
