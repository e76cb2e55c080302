package org.gatehouse.web.clients;

import org.gatehouse.web.rest.BadRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CallbackUrlTests {

	@ParameterizedTest
	@ValueSource(strings = { "https://app.example/back", "https://app.example:444/back?a=b", "http://localhost:3000/",
			"http://127.0.0.1:8080/cb", "http://[::1]/cb", "com.example.app:/oauth", " https://app.example " })
	void takesWhatABrowserCanBeSentTo(String url) {
		BadRequest.Collector wrong = BadRequest.collect();

		assertThat(CallbackUrl.check(wrong, "callbackUrl", url)).isEqualTo(url.strip());
		assertThat(wrong.isEmpty()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "javascript:alert(1)", "data:text/html,x", "http://app.example/back", "/back", "app",
			"https://", "https:///x", "https://a@b.example/", "https://a.example/#x", "https://*.example/",
			"https://a.example/x/../y", "https://a.example\\@evil.example/", "file:///etc/passwd", "com.example:opaque",
			"https://a .example/", "vbscript:x" })
	void refusesEverythingElse(String url) {
		BadRequest.Collector wrong = BadRequest.collect();

		assertThat(CallbackUrl.check(wrong, "callbackUrl", url)).isNull();
		assertThat(wrong.isEmpty()).isFalse();
	}

}
