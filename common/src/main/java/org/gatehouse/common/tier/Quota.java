package org.gatehouse.common.tier;

import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * How much a tier lets through.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @JsonSubTypes.Type(value = Quota.Unlimited.class, name = "UNLIMITED"),
		@JsonSubTypes.Type(value = Quota.Requests.class, name = "REQUESTS") })
public sealed interface Quota {

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
			if (count < 1) {
				throw new IllegalArgumentException("count: " + count + " (expected: > 0)");
			}
			if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(Duration.ofDays(366)) > 0) {
				throw new IllegalArgumentException("window: " + window + " (expected: 1 second to 366 days)");
			}
		}

	}

}
