package org.gatehouse.gatewaycore.snapshot;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A hash set that finds its values by a part of them, for sets of which there are very
 * many or which are very large: it takes six bytes a value. Open addressing, with one
 * free slot at least.
 *
 * @param <K> the part by which a value is found
 * @param <V> the values
 */
abstract class Slots<K, V> {

	private @Nullable Object[] slots;

	private int size;

	Slots() {
		this.slots = new @Nullable Object[2];
	}

	Slots(Slots<K, V> copied) {
		this.slots = copied.slots.clone();
		this.size = copied.size;
	}

	abstract K keyOf(V value);

	abstract boolean isOf(V value, K key);

	@SuppressWarnings("unchecked")
	@Nullable V get(K key) {
		return (V) this.slots[find(key)];
	}

	int size() {
		return this.size;
	}

	void put(V value) {
		K key = keyOf(value);
		int slot = find(key);
		if (this.slots[slot] == null) {
			this.size++;
			if (this.size > this.slots.length * 4L / 5) {
				grow();
				slot = find(key);
			}
		}
		this.slots[slot] = value;
	}

	private void grow() {
		@Nullable Object[] before = this.slots;
		this.slots = new @Nullable Object[this.size + this.size / 2 + 1];
		for (Object it : before) {
			if (it != null) {
				putBack(it);
			}
		}
	}

	@SuppressWarnings("unchecked")
	private void putBack(Object value) {
		this.slots[find(keyOf((V) value))] = value;
	}

	void remove(K key) {
		int slot = find(key);
		if (this.slots[slot] == null) {
			return;
		}
		this.slots[slot] = null;
		this.size--;
		// Those behind it may have stood elsewhere but for it.
		for (int next = after(slot);; next = after(next)) {
			Object moved = this.slots[next];
			if (moved == null) {
				return;
			}
			this.slots[next] = null;
			putBack(moved);
		}
	}

	@SuppressWarnings("unchecked")
	private int find(K key) {
		int slot = (key.hashCode() * 0x9e3779b9 >>> 1) % this.slots.length;
		for (Object there = this.slots[slot]; there != null && !isOf((V) there, key); there = this.slots[slot]) {
			slot = after(slot);
		}
		return slot;
	}

	private int after(int slot) {
		return (slot + 1 == this.slots.length) ? 0 : slot + 1;
	}

	@SuppressWarnings("unchecked")
	void forEach(Consumer<V> action) {
		for (Object it : this.slots) {
			if (it != null) {
				action.accept((V) it);
			}
		}
	}

}
