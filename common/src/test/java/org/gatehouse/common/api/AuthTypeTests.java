package org.gatehouse.common.api;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AuthTypeTests {

	@ParameterizedTest
	@CsvSource({ "NONE,true,true", "APPLICATION,true,false", "APPLICATION_USER,false,true", "ANY,true,true" })
	void theKindOfTokenDecides(AuthType type, boolean takesApplicationTokens, boolean takesUserTokens) {
		assertThat(type.accepts(true)).isEqualTo(takesApplicationTokens);
		assertThat(type.accepts(false)).isEqualTo(takesUserTokens);
	}

	@ParameterizedTest
	@CsvSource({ "None,NONE", "application,APPLICATION", "Application User,APPLICATION_USER",
			"Application_User,APPLICATION_USER", "Any,ANY", "Application & Application User,ANY" })
	void wireNamesAreRead(String name, AuthType type) {
		assertThat(AuthType.fromWireName(name)).isEqualTo(type);
	}

	@Test
	void anUnknownNameIsRefusedWithWhatIsExpected() {
		assertThatIllegalArgumentException().isThrownBy(() -> AuthType.fromWireName("Basic"))
			.withMessageContaining("'Basic'")
			.withMessageContaining("Application User");
	}

}
