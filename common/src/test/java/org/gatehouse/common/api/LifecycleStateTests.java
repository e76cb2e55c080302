package org.gatehouse.common.api;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gatehouse.common.api.LifecycleState.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LifecycleStateTests {

	@ParameterizedTest
	@CsvSource({ "CREATED,Publish,PUBLISHED", "CREATED,Deploy as a Prototype,PROTOTYPED",
			"PROTOTYPED,Publish,PUBLISHED", "PROTOTYPED,Demote to Created,CREATED", "PUBLISHED,Block,BLOCKED",
			"PUBLISHED,Deprecate,DEPRECATED", "PUBLISHED,Demote to Created,CREATED", "BLOCKED,Re-Publish,PUBLISHED",
			"BLOCKED,Deprecate,DEPRECATED", "DEPRECATED,Retire,RETIRED" })
	void anActionLeadsToItsState(LifecycleState from, String action, LifecycleState to) {
		assertThat(from.after(Action.fromWireName(action))).isEqualTo(to);
	}

	@Test
	void nothingElseIsPossible() {
		Set<String> moves = Stream.of(LifecycleState.values())
			.flatMap(state -> state.transitions().keySet().stream().map(action -> state + " " + action))
			.collect(Collectors.toSet());

		assertThat(moves).containsExactlyInAnyOrder("CREATED PUBLISH", "CREATED DEPLOY_AS_PROTOTYPE",
				"PROTOTYPED PUBLISH", "PROTOTYPED DEPLOY_AS_PROTOTYPE", "PROTOTYPED DEMOTE_TO_CREATED",
				"PUBLISHED PUBLISH", "PUBLISHED DEPLOY_AS_PROTOTYPE", "PUBLISHED DEMOTE_TO_CREATED", "PUBLISHED BLOCK",
				"PUBLISHED DEPRECATE", "BLOCKED RE_PUBLISH", "BLOCKED DEPRECATE", "DEPRECATED RETIRE");
	}

	@Test
	void anImpossibleActionSaysWhatWouldBePossible() {
		assertThatIllegalStateException().isThrownBy(() -> LifecycleState.BLOCKED.after(Action.RETIRE))
			.withMessageContaining("Retire")
			.withMessageContaining("BLOCKED")
			.withMessageContaining("Re-Publish");
	}

	@ParameterizedTest
	@EnumSource(Action.class)
	void anActionIsReadByItsWireNameInAnyCase(Action action) {
		assertThat(Action.fromWireName(action.wireName().toUpperCase(java.util.Locale.ROOT))).isEqualTo(action);
	}

	@Test
	void anUnknownActionIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Action.fromWireName("Explode"))
			.withMessageContaining("Explode");
	}

}
