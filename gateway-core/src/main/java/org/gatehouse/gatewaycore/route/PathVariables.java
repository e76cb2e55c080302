package org.gatehouse.gatewaycore.route;

import java.util.HashMap;
import java.util.Map;

import org.gatehouse.common.api.UrlPattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the variables of an operation's pattern stand in the path of a call.
 *
 * @param places the place of each variable
 */
public record PathVariables(Map<String, Place> places) {

	public PathVariables {
		places = Map.copyOf(places);
	}

	/**
	 * The place of a variable.
	 *
	 * @param segment the number of the segment, from 0
	 * @param pattern how the segment is built, null where the variable takes everything
	 * from the segment on
	 * @param number the number of the variable or star within the segment, from 0
	 */
	public record Place(int segment, @Nullable SegmentPattern pattern, int number) {

	}

	/**
	 * Reads a pattern.
	 * @param pattern the path below the API
	 * @return its variables, without operators such as {@code +}
	 */
	public static PathVariables of(UrlPattern pattern) {
		Map<String, Place> places = new HashMap<>();
		String[] segments = pattern.value().substring(1).split("/");
		int number = 0;
		for (int i = 0; i < segments.length; i++) {
			if (segments[i].isEmpty()) {
				continue;
			}
			boolean tail = i == segments.length - 1 && OperationTable.isTail(segments[i]);
			SegmentPattern built = tail ? null : SegmentPattern.of(segments[i]);
			int variable = 0;
			for (int at = 0; at < segments[i].length(); at++) {
				if (segments[i].charAt(at) == '{') {
					int close = segments[i].indexOf('}', at);
					String name = segments[i].substring(at + 1, close).replaceAll("^[+]|[+*]$", "");
					places.putIfAbsent(name, new Place(number, built, variable++));
					at = close;
				}
				else if (segments[i].charAt(at) == '*') {
					variable++;
				}
			}
			number++;
		}
		return new PathVariables(places);
	}

	/**
	 * Reads a variable out of a call's path.
	 * @param name the variable
	 * @param below the path below the API, matched by the pattern
	 * @return its value, encoded as it is in the path; null where there is no such
	 * variable
	 */
	public @Nullable String value(String name, String below) {
		Place place = this.places.get(name);
		if (place == null) {
			return null;
		}
		int from = below.startsWith("/") ? 1 : 0;
		for (int i = 0; i < place.segment && from > 0; i++) {
			from = below.indexOf('/', from) + 1;
		}
		if (from == 0) {
			return null;
		}
		if (place.pattern == null) {
			return below.substring(from);
		}
		int end = below.indexOf('/', from);
		return place.pattern.value(place.number, below, from, (end < 0) ? below.length() : end);
	}

}
