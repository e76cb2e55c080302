package org.gatehouse.gatewaycore.metrics;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * The calls of one API version, by method and class of status.
 */
final class ApiCalls {

	private static final String[] METHODS = { "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "_OTHER" };

	private static final int CLASSES = 5;

	private final String labels;

	private final AtomicReferenceArray<LongAdder> counts = new AtomicReferenceArray<>(METHODS.length * CLASSES);

	ApiCalls(String api, String version) {
		this.labels = "api=\"" + Metrics.escaped(api) + "\",version=\"" + Metrics.escaped(version) + "\"";
	}

	void count(String method, int status) {
		int at = method(method) * CLASSES + Math.clamp(status / 100, 1, CLASSES) - 1;
		LongAdder adder = this.counts.get(at);
		if (adder == null) {
			this.counts.compareAndSet(at, null, new LongAdder());
			adder = this.counts.get(at);
		}
		adder.increment();
	}

	private static int method(String method) {
		return switch (method) {
			case "GET" -> 0;
			case "POST" -> 1;
			case "PUT" -> 2;
			case "DELETE" -> 3;
			case "PATCH" -> 4;
			case "HEAD" -> 5;
			case "OPTIONS" -> 6;
			default -> 7;
		};
	}

	void write(String name, StringBuilder out) {
		for (int at = 0; at < this.counts.length(); at++) {
			LongAdder adder = this.counts.get(at);
			if (adder != null) {
				out.append(name).append('{').append(this.labels);
				out.append(",method=\"").append(METHODS[at / CLASSES]);
				out.append("\",code_class=\"").append(at % CLASSES + 1).append("xx\"} ");
				out.append(adder.sum()).append('\n');
			}
		}
	}

}
