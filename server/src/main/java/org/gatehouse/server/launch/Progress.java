package org.gatehouse.server.launch;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Tells the person at the terminal how far the start has come.
 */
public final class Progress {

	private final PrintStream out;

	private final Phases phases;

	Progress(PrintStream out, Phases phases) {
		this.out = out;
		this.phases = phases;
	}

	/**
	 * Tells of a step.
	 * @param step what was done or is being done
	 */
	public void tell(String step) {
		this.out.println(String.format(Locale.ROOT, "%6.1f s  %s", this.phases.elapsedMillis() / 1000.0, step));
		this.out.flush();
	}

	void print(String text) {
		this.out.print(text);
		this.out.flush();
	}

}
