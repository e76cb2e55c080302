package org.gatehouse.server.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
		Duration jvm = sinceProcessBegan();
		Phases phases = new Phases(System.nanoTime() - jvm.toNanos());
		phases.millis.put("jvm", jvm.toMillis());
		return phases;
	}

	/**
	 * Linux tells both times since its own start. {@link ProcessHandle} adds the moment
	 * of that start, which is known to the second only.
	 */
	private static Duration sinceProcessBegan() {
		try {
			String stat = Files.readString(Path.of("/proc/self/stat"));
			// The name, which is in brackets, may have blanks; field 22 is meant.
			long hundredths = Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
			String uptime = Files.readString(Path.of("/proc/uptime"));
			long now = Math.round(Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) * 1000);
			return Duration.ofMillis(Math.max(0, now - hundredths * 10));
		}
		catch (IOException | RuntimeException _) {
			return ProcessHandle.current()
				.info()
				.startInstant()
				.map((start) -> Duration.between(start, Instant.now()))
				.filter((elapsed) -> !elapsed.isNegative() && elapsed.toSeconds() < 60)
				.orElse(Duration.ZERO);
		}
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
