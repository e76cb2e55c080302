package org.gatehouse.keymanager.throttling;

import java.time.Duration;
import java.util.Objects;

import org.gatehouse.common.tier.DataUnit;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.common.tier.WindowUnit;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * What limits can be, between the contract's form and ours. A policy without a limit has
 * the form that WSO2 API Manager gives it: the largest number of requests in no time.
 */
final class LimitRules {

	private static final long NO_LIMIT = Integer.MAX_VALUE;

	private static final long MOST_BYTES = 1L << 50;

	private static final Duration LONGEST_WINDOW = Duration.ofDays(366);

	private static final Duration LONGEST_BURST = Duration.ofDays(1);

	private LimitRules() {
	}

	/**
	 * Checks a limit.
	 * @param field where it stands
	 * @param limit as typed
	 * @param problems what is wrong with it
	 * @return the quota, unlimited where something is wrong
	 */
	static Quota quota(String field, @Nullable LimitBody limit, BadRequest.Collector problems) {
		String type = (limit != null) ? limit.type() : null;
		if (limit != null && LimitBody.REQUESTS.equals(type)) {
			return requests(field + ".requestCount", limit.requestCount(), problems);
		}
		if (limit != null && LimitBody.BANDWIDTH.equals(type)) {
			return bandwidth(field + ".bandwidth", limit.bandwidth(), problems);
		}
		problems.reject(field + ".type", type, LimitBody.REQUESTS + " or " + LimitBody.BANDWIDTH);
		return new Quota.Unlimited();
	}

	private static Quota requests(String field, LimitBody.@Nullable RequestCount limit, BadRequest.Collector problems) {
		if (limit == null) {
			problems.reject(field, null, "requestCount, unitTime and timeUnit");
			return new Quota.Unlimited();
		}
		Long count = limit.requestCount();
		if (count != null && count == NO_LIMIT && limit.unitTime() != null && limit.unitTime() == 0) {
			return new Quota.Unlimited();
		}
		Duration window = window(field, limit.unitTime(), limit.timeUnit(), problems);
		boolean counts = count != null && count >= 1;
		problems.require(counts, field + ".requestCount", text(count), "a whole number, 1 or more");
		return (count != null && counts && window != null) ? new Quota.Requests(count, window) : new Quota.Unlimited();
	}

	private static Quota bandwidth(String field, LimitBody.@Nullable Bandwidth limit, BadRequest.Collector problems) {
		if (limit == null) {
			problems.reject(field, null, "dataAmount, dataUnit, unitTime and timeUnit");
			return new Quota.Unlimited();
		}
		Duration window = window(field, limit.unitTime(), limit.timeUnit(), problems);
		Long unit = DataUnit.named(Objects.requireNonNullElse(limit.dataUnit(), "")).map(DataUnit::bytes).orElse(null);
		problems.require(unit != null, field + ".dataUnit", limit.dataUnit(), "KB, MB or GB");
		Long amount = limit.dataAmount();
		long most = MOST_BYTES / ((unit != null) ? unit : 1);
		boolean fits = amount != null && amount >= 1 && amount <= most;
		problems.require(fits, field + ".dataAmount", text(amount), "1 to " + most);
		return (amount != null && fits && unit != null && window != null) ? new Quota.Bandwidth(amount * unit, window)
				: new Quota.Unlimited();
	}

	private static @Nullable Long seconds(@Nullable String unit) {
		if ("month".equals(unit)) {
			return 30 * WindowUnit.DAY.seconds();
		}
		return WindowUnit.named(Objects.requireNonNullElse(unit, "")).map(WindowUnit::seconds).orElse(null);
	}

	private static @Nullable Duration window(String field, @Nullable Long number, @Nullable String unit,
			BadRequest.Collector problems) {
		Long seconds = seconds(unit);
		problems.require(seconds != null, field + ".timeUnit", unit, "sec, min, hour, day or month (of 30 days)");
		long most = LONGEST_WINDOW.toSeconds() / ((seconds != null) ? seconds : 1);
		boolean fits = number != null && number >= 1 && number <= most;
		problems.require(fits, field + ".unitTime", text(number), "1 to " + most);
		return (seconds != null && number != null && fits) ? Duration.ofSeconds(number * seconds) : null;
	}

	/**
	 * Checks a burst control.
	 * @param field what stands before the names of its fields
	 * @param burst as typed
	 * @param problems what is wrong with it
	 * @return how many calls in how short a time, null for no control
	 */
	static Quota.@Nullable Requests burst(String field, @Nullable BurstBody burst, BadRequest.Collector problems) {
		Long count = (burst != null) ? burst.rateLimitCount() : null;
		if (burst == null || count == null || count == 0) {
			return null;
		}
		Long seconds = seconds(burst.rateLimitTimeUnit());
		boolean fits = seconds != null && seconds <= LONGEST_BURST.toSeconds();
		problems.require(count >= 1, field + "rateLimitCount", text(count), "a whole number, 1 or more; 0 for none");
		problems.require(fits, field + "rateLimitTimeUnit", burst.rateLimitTimeUnit(), "sec, min, hour or day");
		return (seconds != null && fits && count >= 1) ? new Quota.Requests(count, Duration.ofSeconds(seconds)) : null;
	}

	/** The contract's form of a quota. */
	static LimitBody body(Quota quota) {
		return switch (quota) {
			case Quota.Unlimited _ -> new LimitBody(LimitBody.REQUESTS,
					new LimitBody.RequestCount(WindowUnit.MINUTE.wireName(), 0L, NO_LIMIT), null);
			case Quota.Requests requests -> {
				WindowUnit unit = WindowUnit.of(requests.window());
				yield new LimitBody(LimitBody.REQUESTS,
						new LimitBody.RequestCount(unit.wireName(), unit.in(requests.window()), requests.count()),
						null);
			}
			case Quota.Bandwidth bandwidth -> {
				WindowUnit unit = WindowUnit.of(bandwidth.window());
				DataUnit data = DataUnit.of(bandwidth.bytes());
				yield new LimitBody(LimitBody.BANDWIDTH, null, new LimitBody.Bandwidth(unit.wireName(),
						unit.in(bandwidth.window()), bandwidth.bytes() / data.bytes(), data.name()));
			}
		};
	}

	/** The contract's form of a burst control, of which a unit of time is the window. */
	static @Nullable BurstBody body(Quota.@Nullable Requests burst) {
		return (burst != null) ? new BurstBody(burst.count(), WindowUnit.of(burst.window()).wireName()) : null;
	}

	private static @Nullable String text(@Nullable Long number) {
		return (number != null) ? number.toString() : null;
	}

}
