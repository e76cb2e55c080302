package org.gatehouse.common.scope;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.gatehouse.common.scope.ScopeGrant.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ScopeGrantTests {

	private static final List<Pattern> WHITELIST = List.of(Pattern.compile("^device_.*"), Pattern.compile("openid"));

	private static final Set<String> TOM = Set.of("employee");

	private static final Set<String> JOHN = Set.of("employee", "manager");

	@Test
	void aScopeIsGrantedToWhoHoldsOneOfItsRoles() {
		assertThat(decide("news_read", Set.of("employee", "manager"), TOM)).isEqualTo(Decision.GRANTED_BY_ROLE);
	}

	@Test
	void aScopeIsDroppedForWhoHoldsNoneOfItsRoles() {
		assertThat(decide("news_write", Set.of("manager"), TOM)).isEqualTo(Decision.DROPPED_MISSING_ROLE);
		assertThat(decide("news_write", Set.of("manager"), JOHN)).isEqualTo(Decision.GRANTED_BY_ROLE);
	}

	@Test
	void aScopeThatIsBoundToNoRoleIsGrantedToEverybody() {
		assertThat(decide("news_list", Set.of(), Set.of())).isEqualTo(Decision.GRANTED_WITHOUT_ROLE);
	}

	@Test
	void aScopeThatNobodyDefinedIsDropped() {
		assertThat(ScopeGrant.decide("some_random_scope", null, JOHN, WHITELIST)).isEqualTo(Decision.DROPPED_UNKNOWN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "openid", "device_", "device_4711" })
	void aWhiteListedScopeSkipsTheRoles(String scope) {
		assertThat(ScopeGrant.decide(scope, null, Set.of(), WHITELIST)).isEqualTo(Decision.GRANTED_BY_WHITELIST);
	}

	@ParameterizedTest
	@ValueSource(strings = { "xdevice_1", "openid2", "device_1\nadmin", "\ndevice_1" })
	void aPatternHasToMatchTheWholeScope(String scope) {
		assertThat(ScopeGrant.decide(scope, null, Set.of(), WHITELIST)).isEqualTo(Decision.DROPPED_UNKNOWN);
	}

	private static Decision decide(String scope, Set<String> bound, Set<String> roles) {
		return ScopeGrant.decide(scope, bound, roles, WHITELIST);
	}

}
