package org.gatehouse.gatewaycore.snapshot;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.PasswordsEnded;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.gatewaycore.token.TokenHash;

/**
 * What was revoked, until its tokens would have expired by themselves.
 */
final class RevocationBook {

	private final Table.Editor<TokenHash, Until> tokens = new Table.Editor<>();

	/** By consumer key, user, tenant or {@link Revoked.Passwords}. */
	private final Table.Editor<Object, End> ends = new Table.Editor<>();

	private final Table.Editor<String, Object> holders = new Table.Editor<>();

	private final PriorityQueue<Expiry> expiries = new PriorityQueue<>(Comparator.comparingLong(Expiry::at));

	/**
	 * A token's revocation.
	 *
	 * @param tenant the tenant
	 * @param expiresAt milliseconds since 1970
	 */
	record Until(TenantId tenant, long expiresAt) {

	}

	/**
	 * The end of all tokens of a holder, or of what was found out of passwords.
	 *
	 * @param before milliseconds since 1970: what is older has ended
	 * @param expiresAt milliseconds since 1970 from which on there is no such thing
	 * @param known the entry that said so
	 */
	record End(long before, long expiresAt, KnownEntry known) {

	}

	/** What is to be looked at when: a token's hash or a holder. */
	private record Expiry(long at, Object what) {

	}

	void put(KnownEntry known, SnapshotEntry.Revocation revocation) {
		TokenHash hash = TokenHash.fromHex(revocation.tokenHash());
		long until = revocation.expiresAt().toEpochMilli();
		this.tokens.put(hash, new Until(known.tenantId(), until));
		this.expiries.add(new Expiry(until, hash));
	}

	void put(KnownEntry known, SnapshotEntry.TokensEnded ended) {
		Object holder = switch (ended.of()) {
			case CLIENT -> ended.name();
			case USER -> new Revoked.User(known.tenantId(), ended.name());
			case TENANT -> known.tenantId();
		};
		put(holder, new End(ended.before().toEpochMilli(), ended.expiresAt().toEpochMilli(), known));
	}

	void put(KnownEntry known, PasswordsEnded ended) {
		put(new Revoked.Passwords(known.tenantId(), ended.userName()),
				new End(ended.before().toEpochMilli(), ended.expiresAt().toEpochMilli(), known));
	}

	private void put(Object holder, End end) {
		this.ends.put(holder, end);
		this.holders.put(end.known().entry().key(), holder);
		this.expiries.add(new Expiry(end.expiresAt(), holder));
	}

	void removeToken(String tokenHash) {
		this.tokens.remove(TokenHash.fromHex(tokenHash));
	}

	void removeEnd(String key) {
		Object holder = this.holders.get(key);
		if (holder != null) {
			this.holders.remove(key);
			this.ends.remove(holder);
		}
	}

	/**
	 * Forgets what has no tokens any more.
	 * @param now the time
	 * @return true if there was anything
	 */
	boolean prune(Instant now) {
		long millis = now.toEpochMilli();
		boolean any = false;
		for (Expiry next = this.expiries.peek(); next != null && next.at() <= millis; next = this.expiries.peek()) {
			this.expiries.remove();
			any |= isOver(next.what(), millis);
		}
		return any;
	}

	/** What was put again since then may hold for longer. */
	private boolean isOver(Object what, long now) {
		if (what instanceof TokenHash hash) {
			Until until = this.tokens.get(hash);
			if (until != null && until.expiresAt() <= now) {
				this.tokens.remove(hash);
				return true;
			}
			return false;
		}
		End end = this.ends.get(what);
		if (end != null && end.expiresAt() <= now) {
			removeEnd(end.known().entry().key());
			return true;
		}
		return false;
	}

	Revoked publish() {
		return new Revoked(this.tokens.table(), this.ends.table());
	}

	Kept kept() {
		Table<TokenHash, Until> hashes = this.tokens.table();
		Table<Object, End> holding = this.ends.table();
		return (action) -> {
			hashes.forEach((hash, until) -> action.accept(entry(hash, until)));
			holding.forEach((_, end) -> action.accept(end.known()));
		};
	}

	/** The order of revocations means nothing, so that their revisions are not kept. */
	private static KnownEntry entry(TokenHash hash, Until until) {
		return new KnownEntry(1, until.tenant(),
				new SnapshotEntry.Revocation(hash.toHex(), Instant.ofEpochMilli(until.expiresAt())));
	}

}
