package org.gatehouse.common.tier;

import java.util.Arrays;
import java.util.Optional;

/**
 * Units of data, the largest first; WSO2's contracts call them the same.
 */
public enum DataUnit {

	GB(1L << 30), MB(1L << 20), KB(1L << 10);

	private final long bytes;

	DataUnit(long bytes) {
		this.bytes = bytes;
	}

	public long bytes() {
		return this.bytes;
	}

	/**
	 * The largest unit that measures an amount exactly.
	 * @param bytes the amount
	 * @return the unit, the smallest where none does
	 */
	public static DataUnit of(long bytes) {
		return Arrays.stream(values()).filter((unit) -> bytes % unit.bytes == 0).findFirst().orElse(KB);
	}

	/**
	 * Finds a unit.
	 * @param name its name
	 * @return the unit, empty where none is called so
	 */
	public static Optional<DataUnit> named(String name) {
		return Arrays.stream(values()).filter((unit) -> unit.name().equals(name)).findFirst();
	}

}
