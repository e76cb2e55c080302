package org.gatehouse.gatewaycore.snapshot;

import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.jspecify.annotations.Nullable;

/**
 * Which version takes the place of a deprecated one: the highest of those in the same
 * context that are published. Numbers in versions are compared as numbers.
 */
final class Successors {

	private Successors() {
	}

	/**
	 * Finds the version.
	 * @param deprecated the deprecated one
	 * @param versions all versions in its context
	 * @return the version that takes its place, null where none does
	 */
	static SnapshotEntry.@Nullable DeployedApi of(SnapshotEntry.DeployedApi deprecated,
			Iterable<SnapshotEntry.DeployedApi> versions) {
		SnapshotEntry.DeployedApi best = deprecated;
		for (SnapshotEntry.DeployedApi other : versions) {
			if (other.state() == LifecycleState.PUBLISHED && compare(other.version(), best.version()) > 0) {
				best = other;
			}
		}
		return (best == deprecated) ? null : best;
	}

	static int compare(String one, String other) {
		String[] left = one.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");
		String[] right = other.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");
		for (int i = 0; i < Math.min(left.length, right.length); i++) {
			boolean numbers = isNumber(left[i]) && isNumber(right[i]);
			int order = numbers ? Long.compare(Long.parseLong(left[i]), Long.parseLong(right[i]))
					: left[i].compareTo(right[i]);
			if (order != 0) {
				return order;
			}
		}
		return Integer.compare(left.length, right.length);
	}

	private static boolean isNumber(String part) {
		return Character.isDigit(part.charAt(0)) && part.length() <= 18;
	}

}
