package org.gatehouse.server.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.gatehouse.common.runtime.CounterLoss;
import org.gatehouse.gatewaycore.counters.CounterSettings;
import org.gatehouse.server.StartRefusal;
import org.gatehouse.server.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CountersTests {

	private static final String PREFIX = "GATEHOUSE_GATEWAY_COUNTERS_";

	private static @Nullable CounterSettings read(String... pairs) {
		Map<String, String> environment = new HashMap<>();
		for (int i = 0; i < pairs.length; i += 2) {
			environment.put(PREFIX + pairs[i], pairs[i + 1]);
		}
		return Counters.settings(Settings.read(environment, Path.of("none")));
	}

	@Test
	void aGatewayCountsAloneUnlessItIsToldWhere() {
		assertThat(read()).isNull();
		CounterSettings settings = Objects.requireNonNull(read("URL", "redis://localhost"));
		assertThat(settings.mode()).isEqualTo(CounterSettings.Mode.EXACT);
		assertThat(settings.timeout()).isEqualTo(Duration.ofMillis(50));
		assertThat(settings.loss()).isEqualTo(CounterLoss.LOCAL);
	}

	@Test
	void whatIsSetIsTaken() {
		CounterSettings settings = Objects.requireNonNull(read("URL", "rediss://cache.example.com:6380/3", "USER",
				"gate", "PASSWORD", "s3cret", "MODE", "fast", "TIMEOUT", "20ms", "LOSS", "refuse"));
		assertThat(settings.mode()).isEqualTo(CounterSettings.Mode.FAST);
		assertThat(settings.loss()).isEqualTo(CounterLoss.REFUSE);
		assertThat(settings.timeout()).isEqualTo(Duration.ofMillis(20));
		assertThat(settings.password()).isEqualTo("s3cret");
		assertThat(settings.toString()).doesNotContain("s3cret");
	}

	@ParameterizedTest
	@CsvSource({ "URL, http://localhost, URL", "URL, redis://:s3cret@localhost, PASSWORD",
			"URL, redis://localhost/zero, URL", "URL, redis://localhost?timeout=s3cret, URL", "MODE, exact, URL",
			"PASSWORD, s3cret, URL" })
	void whatCannotBeReadStopsTheStartWithoutTellingSecrets(String name, String value, String told) {
		assertThatExceptionOfType(StartRefusal.class).isThrownBy(() -> read(name, value))
			.withMessageContaining(PREFIX + told)
			.satisfies((refusal) -> assertThat(refusal).hasMessageNotContaining("s3cret").hasNoCause());
	}

	@ParameterizedTest
	@CsvSource({ "MODE, quick", "LOSS, drop", "TIMEOUT, soon", "TIMEOUT, 0s", "USER, gate" })
	void whatIsNoChoiceStopsTheStart(String name, String value) {
		assertThatExceptionOfType(StartRefusal.class).isThrownBy(() -> read("URL", "redis://localhost", name, value))
			.withMessageContaining(PREFIX + name);
	}

}
