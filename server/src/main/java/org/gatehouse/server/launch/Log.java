package org.gatehouse.server.launch;

import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The node's log, for what happens before and without Spring.
 */
final class Log {

	/** Names the directory for {@code logback-spring.xml}. */
	static final String DIRECTORY = "gatehouse.logs";

	private static volatile boolean ready;

	private Log() {
	}

	/** To be called where no Spring application does it; once is enough. */
	static synchronized void setUp(DataDirectory data) {
		if (ready) {
			return;
		}
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new MapPropertySource("launch", Map.of(DIRECTORY, data.logs().toString())));
		LoggingSystem system = LoggingSystem.get(Log.class.getClassLoader());
		system.beforeInitialize();
		system.initialize(new LoggingInitializationContext(environment), null, null);
		ready = true;
	}

	/** Spring has set the log up. */
	static void ready() {
		ready = true;
	}

	static void failure(DataDirectory data, Exception failure) {
		setUp(data);
		logger().info("The start failed", failure);
	}

	static void phases(Phases phases) {
		phases.all().forEach((phase, millis) -> logger().info("START phase={} ms={}", phase, millis));
	}

	private static Logger logger() {
		return LoggerFactory.getLogger(Launch.class);
	}

}
