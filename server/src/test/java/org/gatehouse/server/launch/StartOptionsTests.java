package org.gatehouse.server.launch;

import java.nio.file.Path;

import org.gatehouse.server.Role;
import org.gatehouse.server.StartRefusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StartOptionsTests {

	@Test
	void everythingHasADefault() {
		StartOptions options = StartOptions.parse();
		assertThat(options).isNotNull();
		assertThat(options.data()).isEqualTo(Path.of("data"));
		assertThat(options.portOffset()).isZero();
		assertThat(options.roles()).containsExactly(Role.values());
		assertThat(options.sample()).isTrue();
	}

	@Test
	void optionsAreTaken() {
		StartOptions options = StartOptions.parse("--data=/tmp/x", "--port-offset", "100", "--roles=store,GATEWAY",
				"--no-sample");
		assertThat(options).isNotNull();
		assertThat(options.data()).isEqualTo(Path.of("/tmp/x"));
		assertThat(options.portOffset()).isEqualTo(100);
		assertThat(options.roles()).containsExactlyInAnyOrder(Role.STORE, Role.GATEWAY);
		assertThat(options.sample()).isFalse();
	}

	@Test
	void anOptionIsGivenOnce() {
		assertThatExceptionOfType(StartRefusal.class).isThrownBy(() -> StartOptions.parse("--data=a", "--data=b"))
			.withMessageContaining("--data: given 2 times");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '"',
			value = { "--nonsense;--nonsense", "--port-offset=x;--port-offset", "--port-offset=-1;expected: 0 to",
					"--roles=cook;'cook' is no role", "--roles=;--roles", "--data;data", "--dat=x;--dat",
					"--no-sample=no;--no-sample", "elsewhere;'elsewhere'" })
	void whatIsWrongIsSaidInOneLine(String argument, String said) {
		assertThatExceptionOfType(StartRefusal.class).isThrownBy(() -> StartOptions.parse(argument))
			.withMessageContaining(said)
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("\n"));
	}

}
