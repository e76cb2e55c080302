package org.gatehouse.gatewaycore.throttle;

import io.github.bucket4j.ConsumptionProbe;
import org.gatehouse.common.tier.TierLevel;
import org.jspecify.annotations.Nullable;

/**
 * Asks the limits of a call, all at once: the call counts in all of them or in none, and
 * no other call can come between. The locks are held for well under a microsecond, and
 * always taken in the order subscription, application, resource.
 */
public final class Throttle {

	private static final long SECOND = 1_000_000_000;

	private Throttle() {
	}

	/**
	 * Admits a call, or refuses it.
	 * @param subscription the subscription's limit, null for none
	 * @param application the application's limit, null for none
	 * @param resource the operation's limit, null for none
	 * @return the decision, null where there is no limit at all
	 */
	public static @Nullable Decision admit(@Nullable Limit subscription, @Nullable Limit application,
			@Nullable Limit resource) {
		if (subscription != null) {
			synchronized (subscription) {
				return withApplication(subscription, application, resource);
			}
		}
		return withApplication(null, application, resource);
	}

	private static @Nullable Decision withApplication(@Nullable Limit subscription, @Nullable Limit application,
			@Nullable Limit resource) {
		if (application != null) {
			synchronized (application) {
				return withResource(subscription, application, resource);
			}
		}
		return withResource(subscription, null, resource);
	}

	private static @Nullable Decision withResource(@Nullable Limit subscription, @Nullable Limit application,
			@Nullable Limit resource) {
		if (resource != null) {
			synchronized (resource) {
				return decide(subscription, application, resource);
			}
		}
		return (subscription == null && application == null) ? null : decide(subscription, application, null);
	}

	private static Decision decide(@Nullable Limit subscription, @Nullable Limit application,
			@Nullable Limit resource) {
		Limit refusing = null;
		long longest = 0;
		for (int i = 0; i < 3; i++) {
			Limit limit = (i == 0) ? subscription : (i == 1) ? application : resource;
			long wait = (limit == null) ? 0 : limit.waitNanos();
			if (limit != null && wait > longest) {
				refusing = limit;
				longest = wait;
			}
		}
		String policies = policies(policies(policies("", subscription), application), resource);
		if (refusing != null) {
			return new Decision(refusing.level(), policies, refusing.name(), 0, seconds(longest));
		}
		Limit binding = null;
		long least = Long.MAX_VALUE;
		long reset = 0;
		for (int i = 0; i < 3; i++) {
			Limit limit = (i == 0) ? subscription : (i == 1) ? application : resource;
			if (limit == null) {
				continue;
			}
			ConsumptionProbe probe = limit.take();
			if (probe.getRemainingTokens() < least) {
				binding = limit;
				least = probe.getRemainingTokens();
				reset = probe.getNanosToWaitForReset();
			}
		}
		return new Decision(null, policies, (binding == null) ? "" : binding.name(), least, seconds(reset));
	}

	private static String policies(String before, @Nullable Limit limit) {
		if (limit == null || before.contains(limit.policy())) {
			return before;
		}
		return before.isEmpty() ? limit.policy() : before + ", " + limit.policy();
	}

	private static long seconds(long nanos) {
		return Math.max(1, (nanos + SECOND - 1) / SECOND);
	}

	/**
	 * What was decided, with what the answer says about it.
	 *
	 * @param refusedBy the level that refuses the call, null where it passes
	 * @param policies the value of {@code RateLimit-Policy}
	 * @param name the binding quota's name as a quoted string
	 * @param remaining how many calls it still lets pass
	 * @param reset seconds until its next window, at least 1
	 */
	public record Decision(@Nullable TierLevel refusedBy, String policies, String name, long remaining, long reset) {

		/**
		 * The value of {@code RateLimit}.
		 * @return the binding quota, what is left of it, and for how long
		 */
		public String rateLimit() {
			return this.name + ";r=" + this.remaining + ";t=" + this.reset;
		}

	}

}
