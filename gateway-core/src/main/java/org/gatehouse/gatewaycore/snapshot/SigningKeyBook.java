package org.gatehouse.gatewaycore.snapshot;

import java.util.HashMap;
import java.util.Map;

import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.gatewaycore.token.SigningKeys;
import org.gatehouse.jose.VerificationKey;

/**
 * The keys that sign access tokens.
 */
final class SigningKeyBook {

	private final EntryBook known = new EntryBook();

	private final Map<String, VerificationKey> keys = new HashMap<>();

	private final Map<String, TenantId> tenants = new HashMap<>();

	private SigningKeys published;

	private boolean changed = true;

	/**
	 * Makes a book without keys.
	 * @param before the keys that were in force until now, whose version goes on
	 */
	SigningKeyBook(SigningKeys before) {
		this.published = before;
	}

	void put(KnownEntry entry, SnapshotEntry.SigningKey key) {
		this.keys.put(key.keyId(), VerificationKey.read(key.publicJwk()));
		this.tenants.put(key.keyId(), entry.tenantId());
		this.known.put(entry);
		this.changed = true;
	}

	void remove(String key) {
		KnownEntry entry = this.known.get(key);
		if (entry != null && entry.entry() instanceof SnapshotEntry.SigningKey gone) {
			this.known.remove(key);
			this.keys.remove(gone.keyId());
			this.tenants.remove(gone.keyId());
			this.changed = true;
		}
	}

	SigningKeys publish() {
		if (this.changed) {
			this.published = this.published.with(this.keys, this.tenants);
			this.changed = false;
		}
		return this.published;
	}

	Kept kept() {
		return this.known.kept();
	}

}
