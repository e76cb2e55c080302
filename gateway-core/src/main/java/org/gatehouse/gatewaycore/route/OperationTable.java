package org.gatehouse.gatewaycore.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.UrlPattern;
import org.jspecify.annotations.Nullable;

/**
 * The operations of one API, found by method and path. Text beats a variable, a variable
 * beats a wildcard, from left to right; a resource that lacks the method gives way to a
 * less specific one that has it. A slash at the end means nothing. HEAD is served by GET
 * where it is not declared itself, under GET's rules. Filled by one thread, then only
 * read.
 *
 * @param <V> an operation
 */
public final class OperationTable<V> {

	private final Node<V> root = new Node<>();

	/**
	 * Adds an operation; of two with the same method and place the first stays.
	 * @param verb the method
	 * @param pattern the path below the API
	 * @param operation the operation
	 */
	public void put(HttpVerb verb, UrlPattern pattern, V operation) {
		Node<V> node = this.root;
		String[] segments = pattern.value().substring(1).split("/");
		for (int i = 0; i < segments.length; i++) {
			if (isTail(segments[i]) && i == segments.length - 1) {
				node.below.putIfAbsent(verb, operation);
				return;
			}
			if (!segments[i].isEmpty()) {
				node = node.child(segments[i]);
			}
		}
		node.here.putIfAbsent(verb, operation);
	}

	static boolean isTail(String segment) {
		return segment.equals("*") || (isVariable(segment)
				&& (segment.startsWith("{+") || segment.endsWith("+}") || segment.endsWith("*}")));
	}

	private static boolean isVariable(String segment) {
		return segment.startsWith("{") && segment.indexOf('}') == segment.length() - 1;
	}

	/**
	 * Finds the operation for a call.
	 * @param verb the method
	 * @param path as {@link RequestTarget} reads it
	 * @param from where the path below the API begins: a slash, or the end
	 * @return the most specific operation that has the method, null where there is none
	 */
	public @Nullable V find(HttpVerb verb, String path, int from) {
		return find(this.root, verb, path, from);
	}

	private static <V> @Nullable V find(Node<V> node, HttpVerb verb, String path, int at) {
		if (at >= path.length() - 1) {
			V here = operation(node.here, verb);
			return (here != null) ? here : operation(node.below, verb);
		}
		int end = path.indexOf('/', at + 1);
		end = (end < 0) ? path.length() : end;
		Node<V> literal = node.literals.get(path, at + 1, end);
		V found = (literal == null) ? null : find(literal, verb, path, end);
		for (int i = 0; found == null && i < node.partials.size(); i++) {
			Partial<V> partial = node.partials.get(i);
			if (partial.pattern.matches(path, at + 1, end)) {
				found = find(partial.node, verb, path, end);
			}
		}
		if (found == null && node.variable != null) {
			found = find(node.variable, verb, path, end);
		}
		return (found != null) ? found : operation(node.below, verb);
	}

	private static <V> @Nullable V operation(Map<HttpVerb, V> operations, HttpVerb verb) {
		V operation = operations.get(verb);
		return (operation == null && verb == HttpVerb.HEAD) ? operations.get(HttpVerb.GET) : operation;
	}

	/**
	 * The methods that a path can be called with.
	 * @param path as {@link RequestTarget} reads it
	 * @param from where the path below the API begins
	 * @return every method for which {@link #find} finds something, empty where the path
	 * is no resource
	 */
	public Set<HttpVerb> verbs(String path, int from) {
		Set<HttpVerb> verbs = EnumSet.noneOf(HttpVerb.class);
		for (HttpVerb verb : HttpVerb.values()) {
			if (find(verb, path, from) != null) {
				verbs.add(verb);
			}
		}
		return verbs;
	}

	private record Partial<V>(String segment, SegmentPattern pattern, Node<V> node) {

	}

	private static final class Node<V> {

		private final SegmentTable<Node<V>> literals = new SegmentTable<>();

		private final List<Partial<V>> partials = new ArrayList<>();

		private final Map<HttpVerb, V> here = new EnumMap<>(HttpVerb.class);

		private final Map<HttpVerb, V> below = new EnumMap<>(HttpVerb.class);

		private @Nullable Node<V> variable;

		Node<V> child(String segment) {
			if (isVariable(segment) || segment.equals("*")) {
				Node<V> next = (this.variable == null) ? new Node<>() : this.variable;
				this.variable = next;
				return next;
			}
			if (segment.indexOf('{') < 0 && segment.indexOf('*') < 0) {
				String key = RequestTarget.canonical(segment);
				Node<V> next = this.literals.get(key, 0, key.length());
				if (next == null) {
					next = new Node<>();
					this.literals.put(key, next);
				}
				return next;
			}
			for (Partial<V> partial : this.partials) {
				if (partial.segment.equals(segment)) {
					return partial.node;
				}
			}
			Partial<V> partial = new Partial<>(segment, SegmentPattern.of(segment), new Node<>());
			this.partials.add(partial);
			this.partials.sort(Comparator.comparingInt((Partial<V> p) -> -p.pattern.weight()));
			return partial.node;
		}

	}

}
