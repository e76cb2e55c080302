package org.gatehouse.store.catalogue;

import java.time.Duration;

import org.gatehouse.common.tier.Quota;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class OfferedTierTests {

	@ParameterizedTest
	@CsvSource({ "1, 60, 1 request per minute", "20, 60, 20 requests per minute", "5, 300, 5 requests per 5 minutes",
			"7, 90, 7 requests per 90 seconds", "9, 3600, 9 requests per hour", "2, 172800, 2 requests per 2 days" })
	void saysItsLimitInWords(long count, long seconds, String words) {
		OfferedTier tier = new OfferedTier("T", "T", null, new Quota.Requests(count, Duration.ofSeconds(seconds)), null,
				true, true);

		assertThat(tier.limit()).isEqualTo(words);
	}

}
