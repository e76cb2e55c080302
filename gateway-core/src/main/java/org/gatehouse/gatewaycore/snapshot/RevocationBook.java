package org.gatehouse.gatewaycore.snapshot;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.gatewaycore.token.TokenHash;

/**
 * What was revoked, until its tokens would have expired by themselves.
 */
final class RevocationBook {

	private final Table.Editor<TokenHash, Until> tokens = new Table.Editor<>();

	/** By consumer key, user or tenant. */
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
	 * The end of all tokens of a holder.
	 *
	 * @param before milliseconds since 1970: those that were issued earlier have ended
	 * @param known the entry that said so
	 */
	record End(long before, KnownEntry known) {

		SnapshotEntry.TokensEnded entry() {
			return (SnapshotEntry.TokensEnded) this.known.entry();
		}

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
		this.ends.put(holder, new End(ended.before().toEpochMilli(), known));
		this.holders.put(ended.key(), holder);
		this.expiries.add(new Expiry(ended.expiresAt().toEpochMilli(), holder));
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
		if (end != null && end.entry().expiresAt().toEpochMilli() <= now) {
			removeEnd(end.entry().key());
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
