package org.gatehouse.common.tier;

import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * How much a tier lets through.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @JsonSubTypes.Type(value = Quota.Unlimited.class, name = "UNLIMITED"),
		@JsonSubTypes.Type(value = Quota.Requests.class, name = "REQUESTS"),
		@JsonSubTypes.Type(value = Quota.Bandwidth.class, name = "BANDWIDTH") })
public sealed interface Quota {

	/**
	 * The quota in words.
	 * @return such as {@code 20 requests per minute}
	 */
	default String inWords() {
		return switch (this) {
			case Unlimited _ -> "unlimited requests";
			case Requests requests -> requests.count() + ((requests.count() == 1) ? " request per " : " requests per ")
					+ WindowUnit.inWords(requests.window());
			case Bandwidth bandwidth -> {
				DataUnit unit = DataUnit.of(bandwidth.bytes());
				yield bandwidth.bytes() / unit.bytes() + " " + unit + " per " + WindowUnit.inWords(bandwidth.window());
			}
		};
	}

	/**
	 * Everything passes.
	 */
	record Unlimited() implements Quota {

	}

	/**
	 * A number of requests in each window of time; the first call opens the first window.
	 *
	 * @param count at least 1
	 * @param window a second to 366 days
	 */
	record Requests(long count, Duration window) implements Quota {

		public Requests {
			check("count", count, window);
		}

	}

	/**
	 * A number of bytes in each window of time, those of request and answer bodies. A
	 * call is let in while some are left; its own are counted as they pass, so that the
	 * last call of a window can go beyond it.
	 *
	 * @param bytes at least 1
	 * @param window a second to 366 days
	 */
	record Bandwidth(long bytes, Duration window) implements Quota {

		public Bandwidth {
			check("bytes", bytes, window);
		}

	}

	private static void check(String name, long amount, Duration window) {
		if (amount < 1) {
			throw new IllegalArgumentException(name + ": " + amount + " (expected: > 0)");
		}
		if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(Duration.ofDays(366)) > 0) {
			throw new IllegalArgumentException("window: " + window + " (expected: 1 second to 366 days)");
		}
	}

}
