package org.gatehouse.db.feed;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears the {@code NOTIFY} of changes that other nodes commit, on a connection of its
 * own, and wakes up this node's readers. Where it hears nothing, for example because the
 * connection is lost, readers are late by the second after which they look by themselves.
 */
@Component
class FeedListener implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(FeedListener.class);

	private static final int PATIENCE_MILLIS = 1000;

	private final JdbcConnectionDetails database;

	private final FeedSignal signal;

	private volatile @Nullable Thread thread;

	FeedListener(JdbcConnectionDetails database, FeedSignal signal) {
		this.database = database;
		this.signal = signal;
	}

	@Override
	public void start() {
		Thread listening = Thread.ofVirtual().name("feed-listener").unstarted(this::listen);
		this.thread = listening;
		listening.start();
	}

	@Override
	public void stop() {
		Thread running = this.thread;
		this.thread = null;
		if (running != null) {
			running.interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	/** False as soon as it is stopped, also where another one was started since. */
	private boolean isCurrent() {
		return this.thread == Thread.currentThread();
	}

	private void listen() {
		while (isCurrent()) {
			try (Connection connection = DriverManager.getConnection(this.database.getJdbcUrl(),
					this.database.getUsername(), this.database.getPassword())) {
				hear(connection);
			}
			catch (SQLException ex) {
				logger.debug("the feed's notifications are not heard", ex);
				pause();
			}
		}
	}

	private void hear(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute("listen " + ChangeLog.CHANNEL);
		}
		// Changes from before the channel was open went unheard.
		this.signal.changed();
		PGConnection notifying = connection.unwrap(PGConnection.class);
		while (isCurrent()) {
			PGNotification[] notifications = notifying.getNotifications(PATIENCE_MILLIS);
			if (notifications != null && notifications.length > 0) {
				this.signal.changed();
			}
		}
	}

	private void pause() {
		try {
			Thread.sleep(PATIENCE_MILLIS);
		}
		catch (InterruptedException ex) {
			// Stopped: the loop looks at that.
			Thread.currentThread().interrupt();
		}
	}

}
