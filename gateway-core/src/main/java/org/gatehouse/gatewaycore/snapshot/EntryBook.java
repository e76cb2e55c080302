package org.gatehouse.gatewaycore.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * Entries of a kind that need no compilation, or that other books look up.
 */
final class EntryBook {

	private final Table.Editor<String, KnownEntry> entries = new Table.Editor<>();

	void put(KnownEntry known) {
		this.entries.put(known.entry().key(), known);
	}

	void remove(String key) {
		this.entries.remove(key);
	}

	@Nullable KnownEntry get(String key) {
		return this.entries.get(key);
	}

	Kept kept() {
		Table<String, KnownEntry> now = this.entries.table();
		return (action) -> now.forEach((_, entry) -> action.accept(entry));
	}

}
