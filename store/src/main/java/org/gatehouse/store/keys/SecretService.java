package org.gatehouse.store.keys;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.gatehouse.db.oauth.ClientSecret;
import org.gatehouse.db.oauth.ClientSecrets;
import org.gatehouse.db.oauth.OAuthClient;
import org.gatehouse.db.oauth.OAuthClientRepository;
import org.gatehouse.web.clients.KeyProof;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The secrets of applications' keys. A key has several while one takes another's place.
 */
@Service
@Transactional
public class SecretService {

	/** How many secrets a key has at most. */
	static final int MOST = 5;

	private static final int LONGEST_LABEL = 100;

	private static final Duration LONGEST = Duration.ofDays(3660);

	private final KeysOfApplications keys;

	private final OAuthClientRepository clients;

	private final ClientSecrets secrets;

	private final Clock clock;

	SecretService(KeysOfApplications keys, OAuthClientRepository clients, ClientSecrets secrets, Clock clock) {
		this.keys = keys;
		this.clients = clients;
		this.secrets = secrets;
		this.clock = clock;
	}

	/**
	 * Lists a key's secrets.
	 * @param user who asks
	 * @param applicationId the application
	 * @param which which of its keys
	 * @return all, the oldest first
	 * @throws NotFound if the user has no such application or it has no such key
	 */
	@Transactional(readOnly = true)
	public List<SecretView> list(SignedInUser user, UUID applicationId, WhichKey which) {
		Instant now = this.clock.instant();
		return this.keys.find(user, applicationId, which)
			.secrets()
			.stream()
			.map((secret) -> SecretView.of(secret, now))
			.toList();
	}

	/**
	 * Makes a secret besides those that the key has.
	 * @param user who asks
	 * @param applicationId the application
	 * @param which which of its keys
	 * @param label what the owner calls it, null or blank for nothing
	 * @param expiresIn how long it can be used, null for always
	 * @return the secret, which is not shown again
	 * @throws NotFound if the user has no such application or it has no such key
	 * @throws BadRequest naming every wrong field
	 * @throws Conflict if the key has too many, or proves who it is by something else
	 */
	public Made add(SignedInUser user, UUID applicationId, WhichKey which, @Nullable String label,
			@Nullable Duration expiresIn) {
		OAuthClient client = this.keys.find(user, applicationId, which);
		String name = (label != null) ? label.strip() : "";
		BadRequest.Collector wrong = BadRequest.collect();
		wrong.require(name.length() <= LONGEST_LABEL, "description", name, "at most " + LONGEST_LABEL + " characters");
		if (expiresIn != null) {
			wrong.require(expiresIn.isPositive() && expiresIn.compareTo(LONGEST) <= 0, "expiresIn",
					String.valueOf(expiresIn.toSeconds()), "1 to " + LONGEST.toSeconds() + " seconds");
		}
		wrong.throwIfAny();
		if (KeyProof.of(client).kind() != KeyProof.Kind.SECRET) {
			throw new Conflict("The key has no secret: it proves who it is in another way");
		}
		if (client.secrets().size() >= MOST) {
			throw new Conflict("The key has " + MOST + " secrets (expected: fewer; revoke one first)");
		}
		Instant now = this.clock.instant();
		String secret = ClientSecrets.newSecret();
		ClientSecret added = client.addSecret(this.secrets.hash(secret), name, now,
				(expiresIn != null) ? now.plus(expiresIn) : null);
		this.clients.flush();
		return new Made(SecretView.of(added, now), secret);
	}

	/**
	 * Takes one of a key's secrets away. Tokens that were issued stay valid to their end.
	 * @param user who asks
	 * @param applicationId the application
	 * @param which which of its keys
	 * @param secretId which of its secrets
	 * @throws NotFound if there is no such application, key or secret
	 * @throws Conflict if the key would have no secret that holds
	 */
	public void revoke(SignedInUser user, UUID applicationId, WhichKey which, UUID secretId) {
		OAuthClient client = this.keys.find(user, applicationId, which);
		ClientSecret secret = client.secrets()
			.stream()
			.filter((candidate) -> candidate.getId().equals(secretId))
			.findFirst()
			.orElseThrow(() -> NotFound.of("secret", secretId));
		Instant now = this.clock.instant();
		boolean last = client.secrets().stream().noneMatch((other) -> other != secret && other.holds(now));
		if (last && secret.holds(now)) {
			throw new Conflict("secret: '" + secretId
					+ "' is the key's only one that holds (expected: another; make it first, or regenerate)");
		}
		client.removeSecret(secret);
		this.clients.flush();
	}

	/**
	 * A secret at the only moment when it is known. Its text form leaves it out.
	 *
	 * @param view what will be known of it
	 * @param secret the secret
	 */
	public record Made(SecretView view, String secret) {

		@Override
		public String toString() {
			return "Made[view=" + this.view + "]";
		}

	}

}
