package org.gatehouse.gatewaycore.metrics;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Durations, counted by how long they were. The bounds are those of OpenTelemetry's
 * conventions for HTTP, with two below.
 */
final class Histogram {

	private static final double[] BOUNDS = { 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1,
			2.5, 5, 7.5, 10 };

	private static final long[] NANOS = Arrays.stream(BOUNDS)
		.mapToLong((seconds) -> Math.round(seconds * 1e9))
		.toArray();

	private final LongAdder[] counts = Stream.generate(LongAdder::new)
		.limit(BOUNDS.length + 1L)
		.toArray(LongAdder[]::new);

	private final LongAdder sum = new LongAdder();

	void add(long nanos) {
		int at = 0;
		while (at < NANOS.length && nanos > NANOS[at]) {
			at++;
		}
		this.counts[at].increment();
		this.sum.add(nanos);
	}

	void write(String name, StringBuilder out) {
		long below = 0;
		for (int i = 0; i < this.counts.length; i++) {
			below += this.counts[i].sum();
			String bound = (i < BOUNDS.length) ? Double.toString(BOUNDS[i]) : "+Inf";
			out.append(name).append("_bucket{le=\"").append(bound).append("\"} ").append(below).append('\n');
		}
		out.append(name).append("_sum ").append(this.sum.sum() / 1e9).append('\n');
		out.append(name).append("_count ").append(below).append('\n');
	}

}
