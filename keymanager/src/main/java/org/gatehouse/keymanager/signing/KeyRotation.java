package org.gatehouse.keymanager.signing;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.nimbusds.jose.jwk.JWK;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.db.oauth.Authorizations;
import org.gatehouse.db.oauth.SigningKey;
import org.gatehouse.db.oauth.SigningKeyRepository;
import org.gatehouse.jose.KeyAlgorithm;
import org.gatehouse.jose.sealing.Sealer;
import org.gatehouse.keymanager.backendjwt.BackendJwtService;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.NotFound;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the bound tenant's signing keys, lets them take turns, and removes them when no
 * token needs them any more. A key that ceased to sign stays published until the last of
 * its tokens has expired; its private part goes at once.
 */
@Service
public class KeyRotation {

	private final SigningKeyRepository rows;

	private final SigningKeys keys;

	private final Authorizations authorizations;

	private final Sealer sealer;

	private final ChangeLog changes;

	private final TransactionTemplate transactions;

	private final BackendJwtService backendJwt;

	private final Clock clock;

	private final SigningKeyProperties properties;

	KeyRotation(SigningKeyRepository rows, SigningKeys keys, Authorizations authorizations, Sealer sealer,
			ChangeLog changes, TransactionTemplate transactions, BackendJwtService backendJwt, Clock clock,
			SigningKeyProperties properties) {
		this.backendJwt = backendJwt;
		this.rows = rows;
		this.keys = keys;
		this.authorizations = authorizations;
		this.sealer = sealer;
		this.changes = changes;
		this.transactions = transactions;
		this.clock = clock;
		this.properties = properties;
	}

	/**
	 * Lists the keys.
	 * @return all that are published, the last to sign first
	 */
	public List<SigningKeyView> list() {
		Instant now = this.clock.instant();
		return this.rows.findAllByOrderByActiveFromDesc().stream().map((key) -> SigningKeyView.of(key, now)).toList();
	}

	/**
	 * Finds a key.
	 * @param keyId the key
	 * @return the key
	 * @throws NotFound if there is none
	 */
	public SigningKeyView get(String keyId) {
		return this.rows.findById(keyId)
			.map((key) -> SigningKeyView.of(key, this.clock.instant()))
			.orElseThrow(() -> NotFound.of("signing key", keyId));
	}

	/**
	 * Has a new key sign from now on. One that was only announced is dropped.
	 * @param algorithm what the new key is for
	 * @return the new key
	 */
	public SigningKeyView rotate(KeyAlgorithm algorithm) {
		return changed(() -> {
			Instant now = this.clock.instant();
			for (SigningKey key : this.rows.lockAll()) {
				if (key.activeFrom().isAfter(now)) {
					forget(key);
				}
				else {
					key.retire(now);
				}
			}
			return SigningKeyView.of(make(algorithm, now), now);
		});
	}

	/**
	 * Removes a key before its time, because somebody else may have it: every token that
	 * it signed ends at once.
	 * @param keyId the key
	 * @throws NotFound if there is none
	 * @throws Conflict if it is the one that signs
	 */
	public void remove(String keyId) {
		changed(() -> {
			Instant now = this.clock.instant();
			List<SigningKey> all = this.rows.lockAll();
			SigningKey key = all.stream()
				.filter((candidate) -> candidate.keyId().equals(keyId))
				.findFirst()
				.orElseThrow(() -> NotFound.of("signing key", keyId));
			if (SigningKeyView.of(key, now).state() == SigningKeyView.State.SIGNING) {
				throw new Conflict("signing key: '" + keyId + "' signs (expected: one that does not; rotate first)");
			}
			if (key.activeFrom().isAfter(now)) {
				all.forEach((one) -> one.keepSigning(now));
			}
			forget(key);
			return key;
		});
	}

	/** Makes the first key of a tenant that has none. */
	void makeFirst() {
		if (this.rows.findAllByOrderByActiveFromDesc().isEmpty()) {
			changed(() -> {
				Instant now = this.clock.instant();
				return this.rows.lockAll().isEmpty() ? make(KeyAlgorithm.RS256, now) : null;
			});
		}
	}

	/**
	 * Does what the time has come for: announces the next key, erases the private part of
	 * a key that ceased to sign, and removes one whose tokens have all expired.
	 */
	public void turn() {
		changed(() -> {
			Instant now = this.clock.instant();
			List<SigningKey> all = this.rows.lockAll();
			announce(all, now);
			for (SigningKey key : all) {
				Instant retired = key.retiredAt();
				if (retired != null && !retired.isAfter(now)) {
					key.erasePrivate();
					if (!this.authorizations.holdAnyIssuedUntil(retired, now)) {
						forget(key);
					}
				}
			}
			return all;
		});
	}

	private void announce(List<SigningKey> all, Instant now) {
		Duration every = this.properties.rotateEvery();
		if (every.isZero() || all.isEmpty()) {
			return;
		}
		SigningKey newest = all.getFirst();
		Instant next = newest.activeFrom().plus(every);
		if (!now.isBefore(next.minus(this.properties.announce()))) {
			Instant from = next.isAfter(now) ? next : now.plus(this.properties.announce());
			newest.retire(from);
			make(KeyAlgorithm.named(newest.algorithm()).orElse(KeyAlgorithm.RS256), from);
		}
	}

	private SigningKey make(KeyAlgorithm algorithm, Instant activeFrom) {
		JWK key = algorithm.newKey(UUID.randomUUID().toString());
		byte[] sealed = this.sealer.seal(key.toJSONString().getBytes(StandardCharsets.UTF_8),
				SigningKeys.sealName(key.getKeyID()));
		JWK published = key.toPublicJWK();
		this.changes.record(new SnapshotEntry.SigningKey(key.getKeyID(), published.toJSONObject()));
		return this.rows.save(new SigningKey(key.getKeyID(), algorithm.jwsName(), published.toJSONString(), sealed,
				this.clock.instant(), activeFrom));
	}

	private void forget(SigningKey key) {
		this.rows.delete(key);
		this.changes.remove(new SnapshotEntry.SigningKey(key.keyId(), Map.of()).key());
	}

	private Map<String, Boolean> whoCanSign() {
		return this.rows.findAllByOrderByActiveFromDesc()
			.stream()
			.collect(Collectors.toMap(SigningKey::keyId, (key) -> key.sealedPrivate() != null));
	}

	private <T extends @Nullable Object> T changed(Supplier<T> change) {
		T result = this.transactions.execute((_) -> {
			Map<String, Boolean> before = whoCanSign();
			T changed = change.get();
			if (!whoCanSign().equals(before)) {
				this.backendJwt.keysChanged();
			}
			return changed;
		});
		this.keys.forget();
		return result;
	}

}
