package org.gatehouse.keymanager.throttling;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The contract's {@code ThrottleLimit}, as typed or as answered. Of its members only the
 * one that {@code type} names counts.
 *
 * @param type REQUESTCOUNTLIMIT or BANDWIDTHLIMIT
 * @param requestCount for the first
 * @param bandwidth for the second
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties({ "eventCount", "aiApiQuota" })
record LimitBody(@Nullable String type, @Nullable RequestCount requestCount, @Nullable Bandwidth bandwidth) {

	static final String REQUESTS = "REQUESTCOUNTLIMIT";

	static final String BANDWIDTH = "BANDWIDTHLIMIT";

	/** The contract's {@code RequestCountLimit}. */
	record RequestCount(@Nullable String timeUnit, @Nullable Long unitTime, @Nullable Long requestCount) {

	}

	/** The contract's {@code BandwidthLimit}. */
	record Bandwidth(@Nullable String timeUnit, @Nullable Long unitTime, @Nullable Long dataAmount,
			@Nullable String dataUnit) {

	}

}
