package org.gatehouse.gatewaycore.endpoint;

import java.util.List;
import java.util.stream.IntStream;

import org.gatehouse.common.runtime.EndpointRules.Suspension;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EndpointStateTests {

	private static final Suspension RULE = new Suspension(List.of(), 1000, 3, 5000);

	private final EndpointState state = new EndpointState();

	@Test
	void whatWorksAdmitsEverybody() {
		assertThat(this.state.admits(0)).isTrue();
		this.state.worked();
		assertThat(this.state.admits(0)).isTrue();
		assertThat(this.state.suspendedUntil()).isZero();
	}

	@Test
	void callsThatFailTogetherCountOnce() {
		for (int i = 0; i < 64; i++) {
			this.state.failed(RULE, 100);
		}
		assertThat(this.state.suspendedUntil()).isEqualTo(1100);
	}

	@Test
	void oneCallTriesAtATime() {
		this.state.failed(RULE, 0);
		assertThat(this.state.admits(999)).isFalse();
		assertThat(IntStream.range(0, 1000).parallel().filter((_) -> this.state.admits(1000))).hasSize(1);
		assertThat(this.state.admits(1999)).isFalse();
		assertThat(this.state.admits(2000)).as("the first never came back").isTrue();
	}

	@Test
	void theTimeGrowsWithEachTrialThatFails() {
		this.state.failed(RULE, 0);
		assertThat(this.state.admits(1000)).isTrue();
		this.state.failed(RULE, 1000);
		assertThat(this.state.suspendedUntil()).isEqualTo(4000);
		assertThat(this.state.admits(4000)).isTrue();
		this.state.failed(RULE, 4000);
		assertThat(this.state.suspendedUntil()).isEqualTo(9000);
		assertThat(this.state.standing()).isEqualTo(new EndpointState.Standing(3, 0, 9000, false));
		assertThat(this.state.admits(9000)).isTrue();
		assertThat(this.state.standing()).isEqualTo(new EndpointState.Standing(3, 0, 10_000, true));
		this.state.worked();
		this.state.failed(RULE, 9000);
		assertThat(this.state.suspendedUntil()).isEqualTo(10_000);
	}

}
