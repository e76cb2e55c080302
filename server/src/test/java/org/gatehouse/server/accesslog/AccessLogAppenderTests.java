package org.gatehouse.server.accesslog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class AccessLogAppenderTests {

	@TempDir
	private Path logs;

	private final LoggerContext context = new LoggerContext();

	private final AccessLogAppender appender = new AccessLogAppender();

	private Logger log;

	private Path file;

	@BeforeEach
	void open() {
		this.context.setMDCAdapter(new LogbackMDCAdapter());
		this.file = this.logs.resolve("access.log");
		PatternLayoutEncoder lines = new PatternLayoutEncoder();
		lines.setContext(this.context);
		lines.setPattern("%msg%n");
		lines.start();
		SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling = new SizeAndTimeBasedRollingPolicy<>();
		rolling.setContext(this.context);
		rolling.setParent(this.appender);
		rolling.setFileNamePattern(this.logs + "/access.%d{yyyy-MM-dd}.%i.log");
		rolling.setMaxFileSize(FileSize.valueOf("1MB"));
		rolling.start();
		this.appender.setContext(this.context);
		this.appender.setFile(this.file.toString());
		this.appender.setRollingPolicy(rolling);
		this.appender.setEncoder(lines);
		this.appender.start();
		this.log = this.context.getLogger("access");
		this.log.setLevel(Level.INFO);
		this.log.addAppender(this.appender);
	}

	@AfterEach
	void close() {
		this.context.stop();
	}

	@Test
	void linesStandInTheFileSoonAndInTheirOrder() throws IOException {
		for (int i = 0; i < 20; i++) {
			this.log.info("call {}", i);
		}
		await().atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(this.file).content().startsWith("call 0\n").endsWith("call 19\n"));
		assertThat(Files.readAllLines(this.file)).hasSize(20);
	}

	@Test
	void nothingIsLostWhenTheLogIsClosed() {
		this.log.info("the last call");
		this.context.stop();
		assertThat(this.file).content().isEqualTo("the last call\n");
	}

}
