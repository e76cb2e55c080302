package org.gatehouse.gatewaycore.snapshot;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SuccessorsTests {

	@ParameterizedTest
	@CsvSource({ "1.0.0,1.0.1", "1.9.0,1.10.0", "1.0.0,2", "v1,v2", "v9,v10", "1.0,1.0.0", "2024-12,2025-01" })
	void numbersInVersionsAreComparedAsNumbers(String older, String newer) {
		assertThat(Successors.compare(older, newer)).isNegative();
		assertThat(Successors.compare(newer, older)).isPositive();
		assertThat(Successors.compare(older, older)).isZero();
	}

}
