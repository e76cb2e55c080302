package org.gatehouse.gatewaycore.trace;

import java.util.Objects;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TraceContextTests {

	@Test
	void aCallersTraceIsGoneOnWith() {
		TraceContext context = TraceContext.read("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
		assertThat(context).isEqualTo(new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true));
		assertThat(Objects.requireNonNull(context).traceparent("00f067aa0ba902b7", false))
			.isEqualTo("00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-00");
	}

	@Test
	void aLaterVersionIsReadAsFarAsItIsKnown() {
		TraceContext context = TraceContext.read("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00-what-comes");
		assertThat(context).isEqualTo(new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", false));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "00", "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
			"00-00000000000000000000000000000000-b7ad6b7169203331-01",
			"00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
			"00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
			"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
			"cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.more",
			"00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
			"00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01" })
	void whatIsNoTraceIsNotRead(String sent) {
		assertThat(TraceContext.read(sent)).isNull();
	}

	@Test
	void theRatioOfTracesIsKept() {
		long kept = Stream.generate(TraceContext::begin).limit(20_000).filter((trace) -> trace.isAmong(0.25)).count();
		assertThat(kept).isBetween(4_500L, 5_500L);
		assertThat(TraceContext.begin().isAmong(0)).isFalse();
		assertThat(TraceContext.begin().isAmong(1)).isTrue();
	}

}
