package org.gatehouse.keymanager.tokens;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.db.oauth.SigningKey;
import org.gatehouse.db.oauth.SigningKeyRepository;
import org.gatehouse.db.sealing.Sealer;
import org.gatehouse.db.tenant.DatabasePhase;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keys that sign a tenant's tokens, newest first. Made at the first start; the
 * private part leaves this class for the signer alone and is sealed in the database.
 */
@Component
class SigningKeys implements JWKSource<SecurityContext>, SmartLifecycle {

	private static final int RSA_BITS = 2048;

	private final SigningKeyRepository keys;

	private final Sealer sealer;

	private final ChangeLog changes;

	private final TransactionTemplate transactions;

	private final Clock clock;

	private final Map<TenantId, JWKSet> unsealed = new ConcurrentHashMap<>();

	private volatile boolean running;

	SigningKeys(SigningKeyRepository keys, Sealer sealer, ChangeLog changes, TransactionTemplate transactions,
			Clock clock) {
		this.keys = keys;
		this.sealer = sealer;
		this.changes = changes;
		this.transactions = transactions;
		this.clock = clock;
	}

	@Override
	public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
		return selector.select(ofCurrentTenant());
	}

	/**
	 * The keys of the bound tenant.
	 * @return with their private parts, newest first
	 */
	JWKSet ofCurrentTenant() {
		return this.unsealed.computeIfAbsent(TenantContext.current(), (_) -> read());
	}

	@Override
	public void start() {
		TenantContext.call(DefaultTenant.ID, () -> {
			this.transactions.executeWithoutResult((_) -> makeFirst());
			return ofCurrentTenant();
		});
		this.running = true;
	}

	private void makeFirst() {
		if (!this.keys.findByRetiredAtIsNullOrderByCreatedAtDesc().isEmpty()) {
			return;
		}
		try {
			RSAKey key = new RSAKeyGenerator(RSA_BITS).keyID(UUID.randomUUID().toString())
				.keyUse(KeyUse.SIGNATURE)
				.algorithm(JWSAlgorithm.RS256)
				.generate();
			byte[] sealed = this.sealer.seal(key.toJSONString().getBytes(StandardCharsets.UTF_8),
					sealName(key.getKeyID()));
			this.keys.save(new SigningKey(key.getKeyID(), JWSAlgorithm.RS256.getName(),
					key.toPublicJWK().toJSONString(), sealed, this.clock.instant()));
			this.changes.record(new SnapshotEntry.SigningKey(key.getKeyID(), key.toPublicJWK().toJSONObject()));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("no signing key can be made", ex);
		}
	}

	private JWKSet read() {
		List<JWK> found = new ArrayList<>();
		for (SigningKey key : this.keys.findByRetiredAtIsNullOrderByCreatedAtDesc()) {
			byte[] clear = this.sealer.unseal(key.sealedPrivate(), sealName(key.keyId()));
			try {
				found.add(JWK.parse(new String(clear, StandardCharsets.UTF_8)));
			}
			catch (ParseException ex) {
				throw new IllegalStateException("signing key: " + key.keyId() + " (expected: a JSON Web Key)", ex);
			}
		}
		return new JWKSet(found);
	}

	private static String sealName(String keyId) {
		return "signing key " + keyId;
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return DatabasePhase.MODULES;
	}

}
