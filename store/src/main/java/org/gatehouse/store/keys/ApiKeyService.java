package org.gatehouse.store.keys;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.application.RefererPattern;
import org.gatehouse.common.tier.IpRange;
import org.gatehouse.db.application.ApiKey;
import org.gatehouse.db.application.ApiKeyRepository;
import org.gatehouse.db.application.Application;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.db.oauth.ClientSecrets;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.store.applications.Consumers;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Applications' API keys. A key is 256 random bits; it is stored and told to the gateways
 * as its SHA-256, and is revoked by being removed there.
 */
@Service
@Transactional
public class ApiKeyService {

	/** How many keys of a type an application has at most. */
	static final int MOST = 50;

	private static final int LONGEST_LABEL = 100;

	private static final int MOST_PLACES = 50;

	private static final Duration LONGEST = Duration.ofDays(3660);

	private final Consumers consumers;

	private final ApiKeyRepository keys;

	private final ChangeLog changes;

	private final Clock clock;

	ApiKeyService(Consumers consumers, ApiKeyRepository keys, ChangeLog changes, Clock clock) {
		this.consumers = consumers;
		this.keys = keys;
		this.changes = changes;
		this.clock = clock;
	}

	/**
	 * Lists an application's API keys.
	 * @param user who asks
	 * @param applicationId the application
	 * @param type of which type
	 * @return the newest first
	 * @throws NotFound if the user has no such application
	 */
	@Transactional(readOnly = true)
	public List<ApiKeyView> list(SignedInUser user, UUID applicationId, KeyType type) {
		this.consumers.application(user, applicationId);
		Instant now = this.clock.instant();
		return this.keys.findByApplicationIdAndKeyTypeOrderByCreatedAtDesc(applicationId, type)
			.stream()
			.map((key) -> ApiKeyView.of(key, now))
			.toList();
	}

	/**
	 * Generates an API key.
	 * @param user who asks
	 * @param applicationId the application
	 * @param type which endpoint it leads to
	 * @param request what it is to be
	 * @return the key, which is not shown again
	 * @throws NotFound if the user has no such application
	 * @throws BadRequest naming every wrong field
	 * @throws Conflict if the application has too many
	 */
	public Made generate(SignedInUser user, UUID applicationId, KeyType type, ApiKeyRequest request) {
		Application application = this.consumers.application(user, applicationId);
		String label = (request.label() != null) ? request.label().strip() : "";
		BadRequest.Collector wrong = BadRequest.collect();
		wrong.require(label.length() <= LONGEST_LABEL && label.chars().noneMatch(Character::isISOControl), "keyName",
				label, "at most " + LONGEST_LABEL + " printable characters");
		Duration validFor = request.validFor();
		wrong.require(validFor == null || (validFor.isPositive() && validFor.compareTo(LONGEST) <= 0), "validityPeriod",
				(validFor != null) ? String.valueOf(validFor.toSeconds()) : null,
				"1 to " + LONGEST.toSeconds() + " seconds, or -1 for always");
		checkPlaces(wrong, "permittedIP", request.permittedIps(), IpRange::of,
				"an IP address or a range such as 10.1.0.0/16");
		checkPlaces(wrong, "permittedReferer", request.permittedReferers(), RefererPattern::of,
				"a page such as https://www.example.com/app/* or *.example.com");
		wrong.throwIfAny();
		if (this.keys.findByApplicationIdAndKeyTypeOrderByCreatedAtDesc(applicationId, type).size() >= MOST) {
			throw new Conflict("The application has " + MOST + " API keys of this type (expected: fewer; revoke one)");
		}
		Instant now = now();
		String key = ClientSecrets.newSecret();
		ApiKey made = new ApiKey(application, type, TokenHash.of(key), label, now, end(now, validFor));
		made.permit(request.permittedIps(), request.permittedReferers());
		return saved(made, key, now);
	}

	/**
	 * Replaces an API key by another that holds as long; the old one is no longer taken.
	 * @param user who asks
	 * @param applicationId the application
	 * @param type of which type
	 * @param keyId which of its keys
	 * @return the key, which is not shown again
	 * @throws NotFound if there is no such application or key
	 */
	public Made regenerate(SignedInUser user, UUID applicationId, KeyType type, UUID keyId) {
		this.consumers.application(user, applicationId);
		ApiKey key = found(applicationId, type, keyId);
		this.changes.remove(key.toSnapshot().key());
		Instant now = now();
		Instant end = key.expiresAt();
		String renewed = ClientSecrets.newSecret();
		key.renew(TokenHash.of(renewed), now, end(now, (end != null) ? Duration.between(key.createdAt(), end) : null));
		return saved(key, renewed, now);
	}

	/**
	 * Revokes an API key; gateways refuse it at once.
	 * @param user who asks
	 * @param applicationId the application
	 * @param type of which type
	 * @param keyId which of its keys
	 * @throws NotFound if there is no such application or key
	 */
	public void revoke(SignedInUser user, UUID applicationId, KeyType type, UUID keyId) {
		this.consumers.application(user, applicationId);
		remove(found(applicationId, type, keyId));
	}

	/**
	 * Revokes an API key that is known by itself; one that the application does not have
	 * is left alone without a word.
	 * @param user who asks
	 * @param applicationId the application
	 * @param type of which type
	 * @param key the key
	 * @throws NotFound if the user has no such application
	 */
	public void revoke(SignedInUser user, UUID applicationId, KeyType type, String key) {
		this.consumers.application(user, applicationId);
		this.keys.findByKeyHashAndApplicationIdAndKeyType(TokenHash.of(key), applicationId, type)
			.ifPresent(this::remove);
	}

	private void remove(ApiKey key) {
		this.changes.remove(key.toSnapshot().key());
		this.keys.delete(key);
	}

	private ApiKey found(UUID applicationId, KeyType type, UUID keyId) {
		return this.keys.findByIdAndApplicationIdAndKeyType(keyId, applicationId, type)
			.orElseThrow(() -> NotFound.of("API key", keyId));
	}

	private Made saved(ApiKey key, String text, Instant now) {
		this.keys.saveAndFlush(key);
		this.changes.record(key.toSnapshot());
		return new Made(ApiKeyView.of(key, now), text);
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

	private static @Nullable Instant end(Instant now, @Nullable Duration validFor) {
		return (validFor != null) ? now.plus(validFor) : null;
	}

	private static void checkPlaces(BadRequest.Collector wrong, String field, List<String> places,
			Function<String, ?> reader, String expectation) {
		wrong.require(places.size() <= MOST_PLACES, field, null, "at most " + MOST_PLACES);
		for (String place : places) {
			try {
				var _ = reader.apply(place);
			}
			catch (IllegalArgumentException ex) {
				wrong.reject(field, place, expectation);
			}
		}
	}

	/**
	 * An API key at the only moment when it is known. Its text form leaves it out.
	 *
	 * @param view what will be known of it
	 * @param key the key
	 */
	public record Made(ApiKeyView view, String key) {

		@Override
		public String toString() {
			return "Made[view=" + this.view + "]";
		}

	}

}
