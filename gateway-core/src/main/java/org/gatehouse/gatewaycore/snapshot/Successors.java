package org.gatehouse.gatewaycore.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.jspecify.annotations.Nullable;

/**
 * Which version takes the place of a deprecated one: the highest of those in the same
 * context that are published. Numbers in versions are compared as numbers.
 */
final class Successors {

	private final Map<String, List<SnapshotEntry.DeployedApi>> published = new HashMap<>();

	Successors(Iterable<SnapshotEntry.DeployedApi> apis) {
		for (SnapshotEntry.DeployedApi api : apis) {
			if (api.state() == LifecycleState.PUBLISHED) {
				this.published.computeIfAbsent(key(api), (_) -> new ArrayList<>()).add(api);
			}
		}
	}

	private static String key(SnapshotEntry.DeployedApi api) {
		return api.tenantDomain() + " " + api.context();
	}

	SnapshotEntry.@Nullable DeployedApi of(SnapshotEntry.DeployedApi deprecated) {
		SnapshotEntry.DeployedApi best = deprecated;
		for (SnapshotEntry.DeployedApi other : this.published.getOrDefault(key(deprecated), List.of())) {
			if (compare(other.version(), best.version()) > 0) {
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
