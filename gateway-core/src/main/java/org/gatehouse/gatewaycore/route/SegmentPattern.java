package org.gatehouse.gatewaycore.route;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A segment that holds variables and text, such as <code>{id}.json</code>. A variable
 * takes at least one character, a star any number.
 *
 * @param texts the text before, between and after the variables
 * @param least how many characters each variable takes at least
 * @param weight how much of the segment is text; the heavier pattern is the more specific
 */
public record SegmentPattern(List<String> texts, List<Integer> least, int weight) {

	static SegmentPattern of(String segment) {
		List<String> texts = new ArrayList<>();
		List<Integer> least = new ArrayList<>();
		int weight = 0;
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < segment.length(); i++) {
			char c = segment.charAt(i);
			if (c != '{' && c != '*') {
				text.append(c);
				continue;
			}
			weight += text.length();
			texts.add(RequestTarget.canonical(text.toString()));
			text.setLength(0);
			least.add((c == '{') ? 1 : 0);
			i = (c == '{') ? segment.indexOf('}', i) : i;
		}
		texts.add(RequestTarget.canonical(text.toString()));
		return new SegmentPattern(List.copyOf(texts), List.copyOf(least), weight + text.length());
	}

	boolean matches(String path, int from, int to) {
		String first = this.texts.getFirst();
		String last = this.texts.getLast();
		if (!path.startsWith(first, from)) {
			return false;
		}
		int at = from + first.length();
		for (int i = 1; i < this.texts.size() - 1; i++) {
			String text = this.texts.get(i);
			int found = path.indexOf(text, at + this.least.get(i - 1));
			if (found < 0 || found + text.length() > to) {
				return false;
			}
			at = found + text.length();
		}
		int tail = to - last.length();
		return tail >= at + this.least.getLast() && path.startsWith(last, tail);
	}

	/**
	 * Reads what a variable or star stands for.
	 * @param number which, from 0
	 * @param path a path whose segment {@link #matches}
	 * @param from where the segment begins
	 * @param to where it ends
	 * @return a part of the path, null where the segment does not match
	 */
	@Nullable String value(int number, String path, int from, int to) {
		if (!matches(path, from, to)) {
			return null;
		}
		int at = from + this.texts.getFirst().length();
		for (int i = 1; i < this.texts.size() - 1; i++) {
			int found = path.indexOf(this.texts.get(i), at + this.least.get(i - 1));
			if (i - 1 == number) {
				return path.substring(at, found);
			}
			at = found + this.texts.get(i).length();
		}
		return path.substring(at, to - this.texts.getLast().length());
	}

}
