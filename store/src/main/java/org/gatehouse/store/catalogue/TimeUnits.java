package org.gatehouse.store.catalogue;

import java.time.Duration;
import java.util.List;

/**
 * Windows of time as people and WSO2's contracts name them.
 */
final class TimeUnits {

	private record Unit(long seconds, String word, String wireName) {
	}

	private static final List<Unit> UNITS = List.of(new Unit(86400, "day", "day"), new Unit(3600, "hour", "hour"),
			new Unit(60, "minute", "min"), new Unit(1, "second", "sec"));

	private TimeUnits() {
	}

	/**
	 * A window in words.
	 * @param window whole seconds
	 * @return such as {@code minute} or {@code 5 minutes}
	 */
	static String inWords(Duration window) {
		Unit unit = unit(window);
		long number = window.toSeconds() / unit.seconds();
		return (number == 1) ? unit.word() : number + " " + unit.word() + "s";
	}

	/**
	 * The largest unit that measures a window exactly.
	 * @param window whole seconds
	 * @return {@code day}, {@code hour}, {@code min} or {@code sec}
	 */
	static String wireName(Duration window) {
		return unit(window).wireName();
	}

	private static Unit unit(Duration window) {
		return UNITS.stream()
			.filter((unit) -> window.toSeconds() % unit.seconds() == 0)
			.findFirst()
			.orElseGet(UNITS::getLast);
	}

}
