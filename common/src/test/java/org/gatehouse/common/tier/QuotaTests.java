package org.gatehouse.common.tier;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class QuotaTests {

	@Test
	void aQuotaOfNothingIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Quota.Requests(0, Duration.ofMinutes(1)))
			.withMessage("count: 0 (expected: > 0)");
	}

	@Test
	void aWindowOfLessThanASecondIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Quota.Requests(1, Duration.ofMillis(999)))
			.withMessageContaining("PT0.999S");
	}

	@Test
	void aWindowOfMoreThanAYearIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Quota.Requests(1, Duration.ofDays(367)));
	}

}
