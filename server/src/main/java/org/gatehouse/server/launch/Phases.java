package org.gatehouse.server.launch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * How long the steps of the start took. Some run beside each other: their sum is more
 * than the whole.
 */
public final class Phases {

	private final long begin;

	private final Map<String, Long> millis = Collections.synchronizedMap(new LinkedHashMap<>());

	private Phases(long begin) {
		this.begin = begin;
	}

	/**
	 * Begins with the process, some time before its first line of Java ran.
	 * @return phases with {@code jvm}
	 */
	static Phases ofProcess() {
		Duration jvm = ProcessHandle.current()
			.info()
			.startInstant()
			.map((start) -> Duration.between(start, Instant.now()))
			// The operating system counts in hundredths of a second since its own start.
			.filter((elapsed) -> !elapsed.isNegative() && elapsed.toSeconds() < 60)
			.orElse(Duration.ZERO);
		Phases phases = new Phases(System.nanoTime() - jvm.toNanos());
		phases.millis.put("jvm", jvm.toMillis());
		return phases;
	}

	/**
	 * Measures a step.
	 * @param phase its name
	 * @param step what is done
	 * @param <T> what comes of it
	 * @return what the step returned
	 * @throws Exception what the step threw
	 */
	public <T> T measure(String phase, Callable<T> step) throws Exception {
		long start = System.nanoTime();
		try {
			return step.call();
		}
		finally {
			this.millis.put(phase, (System.nanoTime() - start) / 1_000_000);
		}
	}

	/**
	 * Measures a step that cannot fail with a checked exception.
	 * @param phase its name
	 * @param step what is done
	 */
	public void measure(String phase, Runnable step) {
		long start = System.nanoTime();
		try {
			step.run();
		}
		finally {
			this.millis.put(phase, (System.nanoTime() - start) / 1_000_000);
		}
	}

	/** Notes that everything is done. */
	void ready() {
		this.millis.put("ready", elapsedMillis());
	}

	/**
	 * The time since the process began.
	 * @return in milliseconds
	 */
	long elapsedMillis() {
		return (System.nanoTime() - this.begin) / 1_000_000;
	}

	/**
	 * What was measured so far.
	 * @return milliseconds by phase
	 */
	Map<String, Long> all() {
		return new LinkedHashMap<>(this.millis);
	}

}
