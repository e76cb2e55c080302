package org.gatehouse.gatewaycore.policy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FaultRendererTests {

	@ParameterizedTest
	@CsvSource({ "'', false, false", "'', true, true", "*/*, false, false", "*/*, true, true",
			"application/json, false, true", "application/xml, true, false", "text/xml, true, false",
			"'application/json, text/plain, */*', false, true",
			"'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true, false", "text/html, false, true",
			"'application/json;q=0.5, application/xml', true, false", "'application/xml;q=0, */*', false, false",
			"application/problem+json, false, true", "'application/json;q=x', false, true" })
	void theClientsWishBeatsTheDeclaration(String accept, boolean declared, boolean json) {
		assertThat(FaultRenderer.wantsJson(accept, declared)).isEqualTo(json);
	}

	@Test
	void theFaultTableIsTheGoldenOne() throws IOException {
		String table = Arrays.stream(FaultCode.values())
			.map((code) -> String.join(" | ", code.name(), Integer.toString(code.status()), code.code(),
					code.family().prefix(), code.message(), code.description()))
			.collect(Collectors.joining("\n", "", "\n"));
		assertThat(table).isEqualTo(golden("faults.txt"));
	}

	static String golden(String name) throws IOException {
		try (var in = FaultRendererTests.class.getResourceAsStream("/golden/" + name)) {
			return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
