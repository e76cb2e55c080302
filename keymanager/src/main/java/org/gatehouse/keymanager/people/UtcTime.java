package org.gatehouse.keymanager.people;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times as the pages show them.
 */
public final class UtcTime {

	private static final DateTimeFormatter FORMAT = DateTimeFormatter
		.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private UtcTime() {
	}

	/**
	 * A time for people.
	 * @param time the time
	 * @return such as {@code 22 Nov 2026, 20:15 UTC}
	 */
	public static String of(Instant time) {
		return FORMAT.format(time);
	}

}
