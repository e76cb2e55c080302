package org.gatehouse.server.accesslog;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.util.FileSize;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines to a file in blocks rather than one by one, for each write is a system
 * call on the thread that serves the gateway's calls. What is written stands in the file
 * half a second later at most, and at once when the log is closed; a process that is
 * killed loses that half second.
 */
public final class AccessLogAppender extends RollingFileAppender<ILoggingEvent> {

	private static final long FLUSH_MILLIS = 500;

	/** Some three hundred lines: to write them costs one system call. */
	private static final int BUFFER_BYTES = 64 * 1024;

	private @Nullable ScheduledFuture<?> flushing;

	@Override
	public void start() {
		setImmediateFlush(false);
		setBufferSize(new FileSize(BUFFER_BYTES));
		super.start();
		if (isStarted()) {
			this.flushing = getContext().getScheduledExecutorService()
				.scheduleWithFixedDelay(this::flush, FLUSH_MILLIS, FLUSH_MILLIS, TimeUnit.MILLISECONDS);
		}
	}

	@Override
	public void stop() {
		ScheduledFuture<?> running = this.flushing;
		if (running != null) {
			running.cancel(false);
			this.flushing = null;
		}
		super.stop();
	}

	private void flush() {
		this.streamWriteLock.lock();
		try {
			OutputStream file = getOutputStream();
			if (file != null) {
				file.flush();
			}
		}
		catch (IOException ex) {
			addError("the access log cannot be written", ex);
		}
		finally {
			this.streamWriteLock.unlock();
		}
	}

}
