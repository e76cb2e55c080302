package org.gatehouse.common.api;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class UrlPatternTests {

	@ParameterizedTest
	@ValueSource(strings = { "/", "/*", "/state/town/*", "/{state}/{town}", "/books/{id}.json", "/a/{x}:{y}", "/c++" })
	void aPathIsAPattern(String value) {
		assertThat(new UrlPattern(value)).hasToString(value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "books", "/{id", "/id}", "/{a{b}}", "/{a/b}", "/a?b=c", "/a#b", "/a\nb" })
	void anythingElseIsRefusedWithItsValue(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> new UrlPattern(value)).withMessageContaining(value);
	}

}
