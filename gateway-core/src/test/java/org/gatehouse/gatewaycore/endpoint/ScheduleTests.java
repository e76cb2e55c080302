package org.gatehouse.gatewaycore.endpoint;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduleTests {

	@Test
	void equalWeightsTakeTurns() {
		assertThat(Schedule.of(new int[] { 7, 7, 7 })).containsExactly(0, 1, 2);
	}

	@Test
	void aHeavyEndpointsTurnsAreSpread() {
		assertThat(Schedule.of(new int[] { 5, 1, 1 })).containsExactly(0, 0, 1, 0, 2, 0, 0);
	}

	@Test
	void everyEndpointGetsItsShare() {
		assertThat(Schedule.of(new int[] { 100, 37, 1 })).hasSize(138).containsOnly(0, 1, 2);
		assertThat(java.util.Arrays.stream(Schedule.of(new int[] { 100, 37, 1 })).filter((at) -> at == 1)).hasSize(37);
	}

	@Test
	void oneEndpointIsItsOwnOrder() {
		assertThat(Schedule.of(new int[] { 9 })).containsExactly(0);
	}

}
