package org.gatehouse.gatewaycore.route;

import org.jspecify.annotations.Nullable;

/**
 * Finds what stands under the longest known prefix of a path, in time that depends on the
 * path alone. Immutable; an {@link Editor} makes the next version, which shares all with
 * the former but the way to what was changed.
 *
 * @param <V> what is found
 */
public final class ApiTable<V> {

	private final Node<V> root;

	private ApiTable(Node<V> root) {
		this.root = root;
	}

	/**
	 * Finds.
	 * @param path as {@link RequestTarget} reads it
	 * @return the value of the longest prefix and where the prefix ends, null where no
	 * prefix is known
	 */
	public @Nullable Match<V> find(String path) {
		Node<V> node = this.root;
		V best = null;
		int bestEnd = 0;
		for (int at = 0; at < path.length();) {
			int end = path.indexOf('/', at + 1);
			end = (end < 0) ? path.length() : end;
			node = node.children.get(path, at + 1, end);
			if (node == null) {
				break;
			}
			if (node.match != null) {
				best = node.match;
				bestEnd = end;
			}
			at = end;
		}
		return (best == null) ? null : new Match<>(best, bestEnd);
	}

	/**
	 * What was found.
	 *
	 * @param value what stands under the prefix
	 * @param end where the prefix ends: the end of the path, or the place of a slash
	 * @param <V> what is found
	 */
	public record Match<V>(V value, int end) {

	}

	/**
	 * Makes one version of a table after the other. Used by one thread.
	 *
	 * @param <V> what is found
	 */
	public static final class Editor<V> {

		/** Marks the nodes that were made since the last version. */
		private Object version = new Object();

		private Node<V> root = new Node<>(this.version);

		/**
		 * Puts a value in the place of any that the prefix has.
		 * @param prefix starts with a slash and does not end with one
		 * @param value what stands under it
		 */
		public void put(String prefix, V value) {
			this.root = own(this.root);
			Node<V> node = this.root;
			for (String key : segments(prefix)) {
				Node<V> child = node.children.get(key, 0, key.length());
				Node<V> next = (child == null) ? new Node<>(this.version) : own(child);
				if (next != child) {
					node.children.put(key, next);
				}
				node = next;
			}
			node.match = value;
		}

		/**
		 * Removes what stands under a prefix.
		 * @param prefix starts with a slash and does not end with one
		 */
		public void remove(String prefix) {
			Node<V> rest = without(this.root, segments(prefix), 0);
			this.root = (rest == null) ? new Node<>(this.version) : rest;
		}

		/** Returns null where nothing is left. */
		private @Nullable Node<V> without(Node<V> node, String[] segments, int at) {
			Node<V> own = own(node);
			if (at == segments.length) {
				own.match = null;
			}
			else {
				String key = segments[at];
				Node<V> child = own.children.get(key, 0, key.length());
				if (child == null) {
					return node;
				}
				Node<V> rest = without(child, segments, at + 1);
				if (rest == null) {
					own.children.remove(key);
				}
				else if (rest != child) {
					own.children.put(key, rest);
				}
			}
			return (own.match == null && own.children.isEmpty()) ? null : own;
		}

		/**
		 * The next version.
		 * @return what was put and not removed until now
		 */
		public ApiTable<V> table() {
			this.version = new Object();
			return new ApiTable<>(this.root);
		}

		private Node<V> own(Node<V> node) {
			return (node.version == this.version) ? node : new Node<>(node, this.version);
		}

		private static String[] segments(String prefix) {
			String[] segments = prefix.substring(1).split("/");
			for (int i = 0; i < segments.length; i++) {
				segments[i] = RequestTarget.canonical(segments[i]);
			}
			return segments;
		}

	}

	private static final class Node<V> {

		private final SegmentTable<Node<V>> children;

		private final Object version;

		private @Nullable V match;

		Node(Object version) {
			this.children = new SegmentTable<>();
			this.version = version;
		}

		Node(Node<V> copied, Object version) {
			this.children = copied.children.copy();
			this.version = version;
			this.match = copied.match;
		}

	}

}
