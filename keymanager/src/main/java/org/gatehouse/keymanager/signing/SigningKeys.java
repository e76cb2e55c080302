package org.gatehouse.keymanager.signing;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.BackendJwt;
import org.gatehouse.db.oauth.SigningKey;
import org.gatehouse.db.oauth.SigningKeyRepository;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.jose.KeyAlgorithm;
import org.gatehouse.jose.sealing.Sealer;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The keys of the bound tenant, as the key manager uses them. They are read again every
 * few seconds, so that what another node rotated is seen; a private part leaves this
 * class as a signer only.
 */
@Component
public class SigningKeys implements JWKSource<SecurityContext> {

	private static final Duration FRESH = Duration.ofSeconds(5);

	/** A key that is asked for and not known is looked for at most this often. */
	private static final Duration AGAIN = Duration.ofSeconds(1);

	private final SigningKeyRepository keys;

	private final Sealer sealer;

	private final Clock clock;

	private final Map<TenantId, KeyRing> rings = new ConcurrentHashMap<>();

	/** By {@code kid}; the same for as long as the key may sign. */
	private final Map<String, JWSSigner> signers = new ConcurrentHashMap<>();

	SigningKeys(SigningKeyRepository keys, Sealer sealer, Clock clock) {
		this.keys = keys;
		this.sealer = sealer;
		this.clock = clock;
	}

	/**
	 * The public keys: those that sign, those that will, and those whose tokens still
	 * hold.
	 */
	@Override
	public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
		List<JWK> found = selector.select(new JWKSet(ring(FRESH).published()));
		return found.isEmpty() ? selector.select(new JWKSet(ring(AGAIN).published())) : found;
	}

	/**
	 * The algorithm that tokens are signed with now.
	 * @return the algorithm of the key that signs
	 */
	public KeyAlgorithm algorithm() {
		return signing().algorithm();
	}

	KeyRing.Entry signing() {
		return ring(FRESH).signing(this.clock.instant());
	}

	/** Has the keys of the bound tenant read again when they are next asked for. */
	void forget() {
		this.rings.remove(TenantContext.current());
	}

	private KeyRing ring(Duration fresh) {
		TenantId tenant = TenantContext.current();
		KeyRing ring = this.rings.get(tenant);
		if (ring == null || ring.readAt().plus(fresh).isBefore(this.clock.instant())) {
			ring = read();
			this.rings.put(tenant, ring);
		}
		return ring;
	}

	private KeyRing read() {
		Instant now = this.clock.instant();
		return new KeyRing(this.keys.findAllByOrderByActiveFromDesc().stream().map(this::entry).toList(), now);
	}

	private KeyRing.Entry entry(SigningKey key) {
		JWK publicKey = parsed(key.keyId(), key.publicJwk());
		byte[] sealed = key.sealedPrivate();
		if (sealed == null) {
			this.signers.remove(key.keyId());
			return new KeyRing.Entry(publicKey, KeyAlgorithm.of(publicKey), key.activeFrom(), null);
		}
		JWSSigner signer = this.signers.computeIfAbsent(key.keyId(), (_) -> KeyAlgorithm.signer(parsed(key.keyId(),
				new String(this.sealer.unseal(sealed, sealName(key.keyId())), StandardCharsets.UTF_8))));
		return new KeyRing.Entry(publicKey, KeyAlgorithm.of(publicKey), key.activeFrom(), signer);
	}

	private static JWK parsed(String keyId, String json) {
		try {
			return JWK.parse(json);
		}
		catch (ParseException ex) {
			throw new IllegalStateException("signing key: " + keyId + " (expected: a JSON Web Key)", ex);
		}
	}

	static String sealName(String keyId) {
		return BackendJwt.SealedKey.purpose(keyId);
	}

}
