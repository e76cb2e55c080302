package org.gatehouse.common.application;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RefererPatternTests {

	@ParameterizedTest
	@CsvSource({ "www.example.com, https://www.example.com/any/page, true",
			"www.example.com, http://WWW.example.com, true", "www.example.com, https://example.com/, false",
			"*.example.com, https://a.b.example.com/, true", "*.example.com, https://example.com/, false",
			"*.example.com, https://evilexample.com/, false", "example.com, https://example.com.evil.example/, false",
			"example.com, https://evil.example/?example.com, false",
			"example.com, https://example.com@evil.example/, false", "https://example.com, http://example.com/, false",
			"https://example.com, https://example.com:8443/, true", "example.com:443, https://example.com/, true",
			"example.com:443, https://example.com:8443/, false", "example.com/app/*, https://example.com/app/x?y, true",
			"example.com/app/*, https://example.com/apple, false", "example.com/app, https://example.com/app?x, true",
			"example.com/app, https://example.com/app/x, false", "example.com/*, https://example.com, true",
			"example.com, ftp://example.com/, false", "example.com, about:client, false", "example.com, no url, false",
			"'[::1]', 'http://[::1]:80/', true" })
	void aPageMatchesByItsWholeHost(String pattern, String referer, boolean expected) {
		assertThat(RefererPattern.of(pattern).matches(referer)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "*", "*.", "ftp://example.com", "example.com/a*b", "exa mple.com", "example.*",
			"user@example.com", "-example.com", "example.com:x" })
	void whatIsNoPatternIsRefusedWithItsText(String text) {
		assertThatThrownBy(() -> RefererPattern.of(text)).isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("'" + text + "'");
	}

}
