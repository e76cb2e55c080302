package org.gatehouse.store.console;

import java.util.List;
import java.util.Map;

import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.store.console.ConsoleRequest.Field;
import org.gatehouse.web.rest.BadRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConsoleAddressTests {

	private static final String BASE = "https://gw:8243/orgnews/1.0.0";

	@Test
	void putsValuesInEncoded() {
		ConsoleRequest request = request("/news/{id}/of/{topic}", Map.of("id", "a/b?c#d", "topic", "$1 %2e"),
				List.of(new Field("q", "a b&c"), new Field("q", "")));

		assertThat(ConsoleAddress.of(BASE, request))
			.hasToString(BASE + "/news/a%2Fb%3Fc%23d/of/%241%20%252e?q=a%20b%26c&q=");
	}

	@Test
	void aWildcardTakesSegments() {
		assertThat(ConsoleAddress.of(BASE, request("/state/*", Map.of("*", "texas/hou ston"), List.of())))
			.hasToString(BASE + "/state/texas/hou%20ston");
		assertThat(ConsoleAddress.of(BASE, request("/*", Map.of(), List.of()))).hasToString(BASE + "/");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", ".." })
	void aValueThatClimbsIsRefused(String value) {
		assertThatExceptionOfType(BadRequest.class)
			.isThrownBy(() -> ConsoleAddress.of(BASE, request("/news/{id}", Map.of("id", value), List.of())))
			.satisfies(refused -> assertThat(refused.fields().getFirst().field()).isEqualTo("path.id"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "../secret", "a/../../b", "a//b", "/etc", "." })
	void aRestThatClimbsIsRefused(String value) {
		assertThatExceptionOfType(BadRequest.class)
			.isThrownBy(() -> ConsoleAddress.of(BASE, request("/news/*", Map.of("*", value), List.of())));
	}

	private static ConsoleRequest request(String pattern, Map<String, String> values, List<Field> query) {
		return new ConsoleRequest(HttpVerb.GET, pattern, values, query, List.of(), null, null);
	}

}
