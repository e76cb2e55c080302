package org.gatehouse.common.tier;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Units of time that windows are measured in, the largest first.
 */
public enum WindowUnit {

	DAY("day", "day", 86_400), HOUR("hour", "hour", 3600), MINUTE("minute", "min", 60), SECOND("second", "sec", 1);

	private final String word;

	private final String wireName;

	private final long seconds;

	WindowUnit(String word, String wireName, long seconds) {
		this.word = word;
		this.wireName = wireName;
		this.seconds = seconds;
	}

	/**
	 * What WSO2's contracts call it.
	 * @return {@code day}, {@code hour}, {@code min} or {@code sec}
	 */
	public String wireName() {
		return this.wireName;
	}

	public long seconds() {
		return this.seconds;
	}

	/**
	 * The largest unit that measures a window exactly.
	 * @param window whole seconds
	 * @return the unit
	 */
	public static WindowUnit of(Duration window) {
		return Arrays.stream(values())
			.filter((unit) -> window.toSeconds() % unit.seconds == 0)
			.findFirst()
			.orElse(SECOND);
	}

	/**
	 * Finds a unit.
	 * @param wireName what WSO2's contracts call it
	 * @return the unit, empty where none is called so
	 */
	public static Optional<WindowUnit> named(String wireName) {
		return Arrays.stream(values()).filter((unit) -> unit.wireName.equals(wireName)).findFirst();
	}

	/**
	 * A window in words.
	 * @param window whole seconds
	 * @return such as {@code minute} or {@code 5 minutes}
	 */
	public static String inWords(Duration window) {
		WindowUnit unit = of(window);
		long number = unit.in(window);
		return (number == 1) ? unit.word : number + " " + unit.word + "s";
	}

	/**
	 * How many of this unit a window is.
	 * @param window whole seconds
	 * @return rounded down
	 */
	public long in(Duration window) {
		return window.toSeconds() / this.seconds;
	}

}
