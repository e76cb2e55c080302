package org.gatehouse.store.console;

import java.util.List;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ShellCommandTests {

	@Test
	void quotesOnlyWhatNeedsIt() {
		assertThat(ShellCommand.curl().with("-H", "A: b", "https://h/p").text())
			.isEqualTo("curl -k -H 'A: b' https://h/p");
	}

	@ParameterizedTest
	@ValueSource(strings = { "it's", "$(touch /tmp/x)", "`id`", "a\nb", "\"", "\\", "", "!!", "*", "天気", "a;b&c|d" })
	void aShellReadsTheArgumentsBack(String argument) throws Exception {
		String command = new ShellCommand(List.of("printf", "%s", argument)).text();

		Process shell = new ProcessBuilder("sh", "-c", command).start();

		assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(argument);
	}

}
