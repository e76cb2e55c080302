package org.gatehouse.gatewaycore.route;

import org.jspecify.annotations.Nullable;

/**
 * Finds what stands under the longest known prefix of a path, in time that depends on the
 * path alone. Filled by one thread, then only read.
 *
 * @param <V> what is found
 */
public final class ApiTable<V> {

	private final Node<V> root = new Node<>();

	/**
	 * Adds a prefix.
	 * @param prefix starts with a slash and does not end with one
	 * @param value what stands under it
	 * @return false if another value already does; nothing is changed then
	 */
	public boolean put(String prefix, V value) {
		Node<V> node = this.root;
		for (String segment : prefix.substring(1).split("/")) {
			String key = RequestTarget.canonical(segment);
			Node<V> next = node.children.get(key, 0, key.length());
			if (next == null) {
				next = new Node<>();
				node.children.put(key, next);
			}
			node = next;
		}
		if (node.match != null) {
			return false;
		}
		node.match = value;
		return true;
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

	private static final class Node<V> {

		private final SegmentTable<Node<V>> children = new SegmentTable<>();

		private @Nullable V match;

	}

}
