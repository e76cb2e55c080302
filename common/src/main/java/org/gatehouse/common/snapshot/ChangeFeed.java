package org.gatehouse.common.snapshot;

import java.io.IOException;
import java.time.Duration;

/**
 * Where a gateway learns what it has to know. Within one JVM it reads the database's
 * feed, between nodes the control plane's {@code /internal/gateway/changes}.
 */
public interface ChangeFeed {

	/**
	 * Waits for changes.
	 * @param since the revision that the reader has; 0 asks for the whole state
	 * @param wait how long to wait where there is nothing new
	 * @return what came after {@code since} or the first part of it, without changes
	 * where nothing came in time
	 * @throws IOException if the control plane cannot be reached
	 * @throws InterruptedException if the reader is stopped
	 */
	ChangeBatch changesSince(long since, Duration wait) throws IOException, InterruptedException;

}
