package org.gatehouse.gatewaycore.throttle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Asks the limits of a call, all at once: the call counts in all of them or in none, and
 * no other call can come between. The locks are held for well under a microsecond, and
 * always taken in the order of the levels, of one level in the order of the tier's parts.
 */
public final class Throttle {

	private static final long SECOND = 1_000_000_000;

	private Throttle() {
	}

	/**
	 * Admits a call, or refuses it.
	 * @param limits the call's limits, in the order of their locks
	 * @return the decision, null where there is no limit at all
	 */
	public static @Nullable Decision admit(List<Limit> limits) {
		return limits.isEmpty() ? null : locked(limits, 0, Throttle::decide);
	}

	/**
	 * Does something while no other call can come between.
	 * @param limits the limits, in the order of their locks
	 * @param from how many of them are locked
	 * @param action what is done
	 * @return what came of it
	 */
	static <T> T locked(List<Limit> limits, int from, Function<List<Limit>, T> action) {
		if (from == limits.size()) {
			return action.apply(limits);
		}
		synchronized (limits.get(from)) {
			return locked(limits, from + 1, action);
		}
	}

	private static Decision decide(List<Limit> limits) {
		long now = limits.getFirst().time().nanos();
		Decision refusal = refusal(limits, now);
		return (refusal != null) ? refusal : pass(limits, now, true);
	}

	/**
	 * Refuses a call. The limits are locked.
	 * @return the refusal of the one with the longest wait, null where none refuses
	 */
	static @Nullable Decision refusal(List<Limit> limits, long now) {
		Limit refusing = null;
		Rule refused = null;
		long longest = -1;
		for (int i = 0; i < limits.size(); i++) {
			Limit limit = limits.get(i);
			Rule rule = limit.turn(now);
			if (rule != null && limit.isUsedUp(rule) && limit.untilNext(rule, now) > longest) {
				refusing = limit;
				refused = rule;
				longest = limit.untilNext(rule, now);
			}
		}
		return (refusing == null || refused == null) ? null : new Decision(refusing.level(),
				policies(limits, now, refusing), refused.name(), 0, seconds(longest), List.of());
	}

	/**
	 * Lets a call pass. The limits are locked.
	 * @param counting false where the call was counted before
	 */
	static Decision pass(List<Limit> limits, long now, boolean counting) {
		Rule binding = null;
		long least = 0;
		long reset = 0;
		List<Limit> metered = List.of();
		for (int i = 0; i < limits.size(); i++) {
			Limit limit = limits.get(i);
			Rule rule = limit.turn(now);
			if (rule == null) {
				continue;
			}
			long left = counting ? limit.take(rule, now) : limit.left(rule);
			if (rule.bytes()) {
				metered = metered.isEmpty() ? new ArrayList<>(2) : metered;
				metered.add(limit);
			}
			if (limit.level() != Level.ENDPOINT && (binding == null || isStricter(rule, left, binding, least))) {
				binding = rule;
				least = left;
				reset = limit.untilNext(rule, now);
			}
		}
		return (binding == null) ? Decision.UNTOLD
				: new Decision(null, policies(limits, now, null), binding.name(), least, seconds(reset), metered);
	}

	/** Calls and bytes are compared by the part that is left of them. */
	private static boolean isStricter(Rule rule, long left, Rule other, long otherLeft) {
		return (rule.bytes() == other.bytes()) ? left < otherLeft
				: (double) left / rule.amount() < (double) otherLeft / other.amount();
	}

	private static String policies(List<Limit> limits, long now, @Nullable Limit refusing) {
		StringBuilder all = new StringBuilder(32 * limits.size());
		for (int i = 0; i < limits.size(); i++) {
			Limit limit = limits.get(i);
			Rule rule = limit.turn(now);
			if (rule != null && (limit.level() != Level.ENDPOINT || limit == refusing)
					&& !isToldBefore(limits, i, rule, now)) {
				all.append(all.isEmpty() ? "" : ", ").append(rule.policy());
			}
		}
		return all.toString();
	}

	private static boolean isToldBefore(List<Limit> limits, int end, Rule rule, long now) {
		for (int i = 0; i < end; i++) {
			Rule other = limits.get(i).turn(now);
			if (other != null && other.policy().equals(rule.policy())) {
				return true;
			}
		}
		return false;
	}

	private static long seconds(long nanos) {
		return Math.max(1, (nanos + SECOND - 1) / SECOND);
	}

	/**
	 * What was decided, with what the answer says about it.
	 *
	 * @param refusedBy the level that refuses the call, null where it passes
	 * @param policies the value of {@code RateLimit-Policy}, empty where there is nothing
	 * to tell
	 * @param name the binding quota's name as a quoted string
	 * @param remaining how many calls or bytes it still lets pass
	 * @param reset seconds until its next window, at least 1
	 * @param metered the limits that are to be told of each byte of the call
	 */
	public record Decision(@Nullable Level refusedBy, String policies, String name, long remaining, long reset,
			List<Limit> metered) {

		private static final Decision UNTOLD = new Decision(null, "", "", 0, 1, List.of());

		/**
		 * The value of {@code RateLimit}.
		 * @return the binding quota, what is left of it, and for how long
		 */
		public String rateLimit() {
			return this.name + ";r=" + this.remaining + ";t=" + this.reset;
		}

	}

}
