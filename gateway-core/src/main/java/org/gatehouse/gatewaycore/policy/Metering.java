package org.gatehouse.gatewaycore.policy;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.gatehouse.gatewaycore.metrics.Metrics;
import org.gatehouse.gatewaycore.snapshot.CompiledApi;

/**
 * Counts each call when it has ended.
 */
final class Metering implements Policy {

	private final Metrics metrics;

	private final Map<FaultCode, String> reasons = new EnumMap<>(FaultCode.class);

	Metering(Metrics metrics) {
		this.metrics = metrics;
		Arrays.stream(FaultCode.values())
			.forEach((code) -> this.reasons.put(code, code.name().toLowerCase(Locale.ROOT).replace("_throttled", "")));
	}

	@Override
	public String name() {
		return "metrics";
	}

	@Override
	public Step handle(Exchange exchange) {
		return Step.NEXT;
	}

	@Override
	public void ended(Exchange exchange) {
		CompiledApi api = exchange.api();
		long now = System.nanoTime();
		this.metrics.called((api == null) ? null : api.id(), (api == null) ? "" : api.name(),
				(api == null) ? "" : api.version(), exchange.request().method(), exchange.status(),
				now - exchange.startedNanos());
		if (exchange.backendNanos() > 0) {
			this.metrics.backendAnswered(exchange.backendNanos());
		}
		Fault fault = exchange.fault();
		if (fault == null) {
			return;
		}
		String reason = Objects.requireNonNull(this.reasons.get(fault.code()), "every code has a reason");
		switch (fault.code().family()) {
			case SECURITY -> this.metrics.unauthenticated(reason);
			case THROTTLE -> this.metrics.throttled(reason);
			case RUNTIME, STATE -> {
			}
		}
	}

}
