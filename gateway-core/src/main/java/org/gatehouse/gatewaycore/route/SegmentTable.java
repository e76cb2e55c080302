package org.gatehouse.gatewaycore.route;

import org.jspecify.annotations.Nullable;

/**
 * A hash table by path segment that is asked with a part of a path, without making a
 * string of it. Filled by one thread, then only read; whoever changes it later changes a
 * copy.
 *
 * @param <V> what is found
 */
final class SegmentTable<V> {

	private @Nullable String[] keys;

	/** Null where a key was removed. */
	private @Nullable Object[] values;

	/** With those that were removed. */
	private int size;

	private int removed;

	SegmentTable() {
		this(8);
	}

	private SegmentTable(int length) {
		this.keys = new @Nullable String[length];
		this.values = new @Nullable Object[length];
	}

	SegmentTable<V> copy() {
		int length = 8;
		while ((this.size - this.removed) * 2 >= length) {
			length *= 2;
		}
		SegmentTable<V> copy = new SegmentTable<>(length);
		copy.insertAll(this.keys, this.values);
		return copy;
	}

	void remove(String key) {
		for (int slot = slot(key, 0, key.length(), this.keys.length);; slot = (slot + 1) & (this.keys.length - 1)) {
			String there = this.keys[slot];
			if (there == null) {
				return;
			}
			if (there.equals(key)) {
				this.removed += (this.values[slot] == null) ? 0 : 1;
				this.values[slot] = null;
				return;
			}
		}
	}

	boolean isEmpty() {
		return this.size == this.removed;
	}

	/**
	 * Finds.
	 * @param path the path that the segment is a part of
	 * @param from where the segment begins
	 * @param to where it ends
	 * @return what was put under the segment, null where nothing was
	 */
	@SuppressWarnings("unchecked")
	@Nullable V get(String path, int from, int to) {
		int length = to - from;
		for (int slot = slot(path, from, to, this.keys.length);; slot = (slot + 1) & (this.keys.length - 1)) {
			String key = this.keys[slot];
			if (key == null) {
				return null;
			}
			if (key.length() == length && path.startsWith(key, from)) {
				return (V) this.values[slot];
			}
		}
	}

	void put(String key, V value) {
		if (this.size * 2 >= this.keys.length) {
			grow();
		}
		insert(key, value);
	}

	private void insert(String key, @Nullable Object value) {
		int slot = slot(key, 0, key.length(), this.keys.length);
		for (String there = this.keys[slot]; there != null && !there.equals(key); there = this.keys[slot]) {
			slot = (slot + 1) & (this.keys.length - 1);
		}
		if (this.keys[slot] == null) {
			this.size++;
		}
		else if (this.values[slot] == null) {
			this.removed--;
		}
		this.keys[slot] = key;
		this.values[slot] = value;
	}

	private void grow() {
		@Nullable String[] oldKeys = this.keys;
		@Nullable Object[] oldValues = this.values;
		this.keys = new @Nullable String[oldKeys.length * 2];
		this.values = new @Nullable Object[oldKeys.length * 2];
		this.size = 0;
		this.removed = 0;
		insertAll(oldKeys, oldValues);
	}

	private void insertAll(@Nullable String[] from, @Nullable Object[] with) {
		for (int i = 0; i < from.length; i++) {
			String key = from[i];
			if (key != null && with[i] != null) {
				insert(key, with[i]);
			}
		}
	}

	private static int slot(String text, int from, int to, int length) {
		int hash = 0;
		for (int i = from; i < to; i++) {
			hash = 31 * hash + text.charAt(i);
		}
		return (hash ^ (hash >>> 16)) & (length - 1);
	}

}
