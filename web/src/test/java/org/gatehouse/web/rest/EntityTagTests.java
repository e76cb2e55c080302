package org.gatehouse.web.rest;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EntityTagTests {

	@ParameterizedTest
	@NullAndEmptySource
	@ValueSource(strings = { "*", "\"7\"", "\"3\", \"7\"" })
	void thePresentVersionPasses(String ifMatch) {
		assertThatCode(() -> EntityTag.check(ifMatch, 7)).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"6\"", "7", "W/\"7\"", "nonsense" })
	void anyOtherVersionIsRefused(String ifMatch) {
		assertThatExceptionOfType(PreconditionFailed.class).isThrownBy(() -> EntityTag.check(ifMatch, 7))
			.withMessageContaining("expected: \"7\"");
	}

}
