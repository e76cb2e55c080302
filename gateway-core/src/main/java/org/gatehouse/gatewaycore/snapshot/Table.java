package org.gatehouse.gatewaycore.snapshot;

import java.util.BitSet;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * An immutable hash map of which a changed version costs a few kilobytes, however large
 * it is: 65,536 shards in two layers of 256, of which a change copies one of each and
 * shares the others. A look-up is three steps into arrays.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class Table<K, V> {

	private static final int FAN = 256;

	/** By the highest byte of the hash, by the next, then keys and values in turn. */
	private final @Nullable Object[][][] root;

	private final int size;

	private Table(@Nullable Object[][][] root, int size) {
		this.root = root;
		this.size = size;
	}

	/**
	 * A table without anything.
	 * @param <K> the keys
	 * @param <V> the values
	 * @return the table
	 */
	public static <K, V> Table<K, V> empty() {
		return new Table<>(new @Nullable Object[FAN][][], 0);
	}

	/**
	 * Finds.
	 * @param key a key
	 * @return its value, null where it has none
	 */
	public @Nullable V get(K key) {
		return find(this.root, key);
	}

	/**
	 * How much it holds.
	 * @return the number of keys
	 */
	public int size() {
		return this.size;
	}

	/**
	 * Goes through all of it, in no order.
	 * @param action told each key with its value
	 */
	@SuppressWarnings("unchecked")
	public void forEach(BiConsumer<? super K, ? super V> action) {
		for (@Nullable
		Object[][] middle : this.root) {
			for (int i = 0; middle != null && i < FAN; i++) {
				@Nullable Object[] shard = middle[i];
				for (int slot = 0; shard != null && slot < shard.length; slot += 2) {
					Object key = shard[slot];
					Object value = shard[slot + 1];
					if (key != null && value != null) {
						action.accept((K) key, (V) value);
					}
				}
			}
		}
	}

	private static int hash(Object key) {
		return key.hashCode() * 0x9e3779b9;
	}

	@SuppressWarnings("unchecked")
	private static <V> @Nullable V find(@Nullable Object[][][] root, Object key) {
		int hash = hash(key);
		@Nullable Object[][] middle = root[hash >>> 24];
		@Nullable Object[] shard = (middle == null) ? null : middle[(hash >>> 16) & (FAN - 1)];
		if (shard == null) {
			return null;
		}
		for (int slot = slot(hash, shard.length);; slot = (slot + 2) & (shard.length - 1)) {
			Object there = shard[slot];
			if (there == null) {
				return null;
			}
			if (there.equals(key)) {
				return (V) shard[slot + 1];
			}
		}
	}

	private static int slot(int hash, int length) {
		return (hash << 1) & (length - 1);
	}

	/**
	 * Makes one version of a table after the other. Used by one thread.
	 *
	 * @param <K> the keys
	 * @param <V> the values
	 */
	public static final class Editor<K, V> {

		private @Nullable Object[][][] root = new @Nullable Object[FAN][][];

		private int size;

		private Table<K, V> published = new Table<>(this.root, 0);

		/** What was copied since the last version, and can be changed in place. */
		private boolean ownRoot;

		private final BitSet ownMiddles = new BitSet(FAN);

		private final BitSet ownShards = new BitSet(FAN * FAN);

		/**
		 * Finds in what is to become the next version.
		 * @param key a key
		 * @return its value, null where it has none
		 */
		public @Nullable V get(K key) {
			return Table.find(this.root, key);
		}

		/**
		 * Puts a value in the place of any that the key has.
		 * @param key a key
		 * @param value its value
		 */
		public void put(K key, V value) {
			int hash = hash(key);
			@Nullable Object[] shard = own(hash);
			int slot = find(shard, hash, key);
			if (shard[slot] == null) {
				this.size++;
				if (isCrowded(shard)) {
					shard = grown(shard);
					middle(hash)[(hash >>> 16) & (FAN - 1)] = shard;
					slot = find(shard, hash, key);
				}
			}
			shard[slot] = key;
			shard[slot + 1] = value;
		}

		/**
		 * Removes.
		 * @param key a key
		 */
		public void remove(K key) {
			if (get(key) == null) {
				return;
			}
			int hash = hash(key);
			@Nullable Object[] shard = own(hash);
			@Nullable Object[] rest = new @Nullable Object[shard.length];
			for (int i = 0; i < shard.length; i += 2) {
				Object there = shard[i];
				if (there != null && !there.equals(key)) {
					insert(rest, there, shard[i + 1]);
				}
			}
			middle(hash)[(hash >>> 16) & (FAN - 1)] = rest;
			this.size--;
		}

		/**
		 * The next version.
		 * @return what was put and not removed until now, the same as the last one where
		 * nothing was
		 */
		public Table<K, V> table() {
			if (this.ownRoot) {
				this.ownRoot = false;
				this.ownMiddles.clear();
				this.ownShards.clear();
				this.published = new Table<>(this.root, this.size);
			}
			return this.published;
		}

		@SuppressWarnings("NullAway") // a clone may hold nulls as its model does
		private @Nullable Object[][] middle(int hash) {
			if (!this.ownRoot) {
				this.root = this.root.clone();
				this.ownRoot = true;
			}
			int at = hash >>> 24;
			@Nullable Object[][] middle = this.root[at];
			if (middle == null) {
				middle = new @Nullable Object[FAN][];
			}
			else if (this.ownMiddles.get(at)) {
				return middle;
			}
			else {
				middle = middle.clone();
			}
			this.root[at] = middle;
			this.ownMiddles.set(at);
			return middle;
		}

		@SuppressWarnings("NullAway") // a clone may hold nulls as its model does
		private @Nullable Object[] own(int hash) {
			@Nullable Object[][] middle = middle(hash);
			int at = (hash >>> 16) & (FAN - 1);
			@Nullable Object[] shard = middle[at];
			if (shard == null) {
				shard = new @Nullable Object[4];
			}
			else if (this.ownShards.get(hash >>> 16)) {
				return shard;
			}
			else {
				shard = shard.clone();
			}
			middle[at] = shard;
			this.ownShards.set(hash >>> 16);
			return shard;
		}

		/** One slot at least stays empty, and ends every search. */
		private static boolean isCrowded(@Nullable Object[] shard) {
			int used = 0;
			for (int i = 0; i < shard.length; i += 2) {
				used += (shard[i] != null) ? 1 : 0;
			}
			return used + 1 >= shard.length / 2 || used >= shard.length / 2 * 3 / 4;
		}

		private static @Nullable Object[] grown(@Nullable Object[] shard) {
			@Nullable Object[] next = new @Nullable Object[shard.length * 2];
			for (int i = 0; i < shard.length; i += 2) {
				Object key = shard[i];
				if (key != null) {
					insert(next, key, shard[i + 1]);
				}
			}
			return next;
		}

		private static void insert(@Nullable Object[] shard, Object key, @Nullable Object value) {
			int slot = find(shard, hash(key), key);
			shard[slot] = key;
			shard[slot + 1] = value;
		}

		private static int find(@Nullable Object[] shard, int hash, Object key) {
			int slot = slot(hash, shard.length);
			for (Object there = shard[slot]; there != null && !there.equals(key); there = shard[slot]) {
				slot = (slot + 2) & (shard.length - 1);
			}
			return slot;
		}

	}

}
