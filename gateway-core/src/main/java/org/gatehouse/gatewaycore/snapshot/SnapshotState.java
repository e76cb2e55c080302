package org.gatehouse.gatewaycore.snapshot;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.ChangeBatch;
import org.gatehouse.common.snapshot.SnapshotEntry;

/**
 * What the feed has told so far. Immutable: applying a batch makes another.
 *
 * @param revision the revision that this is the state of
 * @param entries the entries in force, by key
 */
record SnapshotState(long revision, Map<String, KnownEntry> entries) {

	static final SnapshotState EMPTY = new SnapshotState(0, Map.of());

	/**
	 * Applies a batch; one that answers the question for revision 0 is the whole state.
	 * @param batch the feed's answer
	 * @return the state after it
	 */
	SnapshotState after(ChangeBatch batch) {
		Map<String, KnownEntry> next = (batch.since() == 0) ? new LinkedHashMap<>() : new LinkedHashMap<>(this.entries);
		for (Change change : batch.changes()) {
			SnapshotEntry entry = change.entry();
			if (entry == null) {
				next.remove(change.key());
			}
			else {
				next.put(change.key(), new KnownEntry(change.revision(), change.tenantId(), entry));
			}
		}
		return new SnapshotState(batch.revision(), next);
	}

	/**
	 * Forgets revocations whose tokens have expired by themselves.
	 * @param now the time
	 * @return the state without them, this one where there are none
	 */
	SnapshotState pruned(Instant now) {
		if (this.entries.values().stream().noneMatch((known) -> isOver(known, now))) {
			return this;
		}
		Map<String, KnownEntry> next = new LinkedHashMap<>(this.entries);
		next.values().removeIf((known) -> isOver(known, now));
		return new SnapshotState(this.revision, next);
	}

	private static boolean isOver(KnownEntry known, Instant now) {
		Instant expiresAt = known.entry().expiresAt();
		return expiresAt != null && !expiresAt.isAfter(now);
	}

	/**
	 * The state as the feed would tell it to a newcomer.
	 * @param entries the entries to tell
	 * @return the whole state in one batch
	 */
	static ChangeBatch whole(long revision, Collection<KnownEntry> entries) {
		List<Change> changes = entries.stream().map(KnownEntry::toChange).toList();
		return new ChangeBatch(SnapshotEntry.SCHEMA_VERSION, 0, revision, changes);
	}

}
