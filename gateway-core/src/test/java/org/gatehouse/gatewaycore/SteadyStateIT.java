package org.gatehouse.gatewaycore;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.sun.management.ThreadMXBean;
import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.tier.TierLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What a call costs once everything is known and connected, in figures that do not depend
 * on how busy the machine is: JWT, scope, subscription, three levels of limits, metrics
 * and the access log, a kilobyte of JSON back.
 */
class SteadyStateIT {

	private static final int CONNECTIONS = 16;

	private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1024\r\n\r\n\""
			+ "x".repeat(1022) + "\"";

	private final RawBackend backend = new RawBackend((_, socket) -> RawBackend.send(socket, ANSWER));

	private final GatewayKit kit = new GatewayKit();

	private final List<Socket> sockets = new ArrayList<>();

	private byte[] request = new byte[0];

	@BeforeEach
	void connect() throws IOException {
		quietAccessLog();
		Fixtures.ApiBuilder api = Fixtures.api("/steady", this.backend.url("/b"))
			.operations(limited(Fixtures.operation(HttpVerb.GET, "/items/{id}", AuthType.ANY, "items_read")));
		for (TierLevel level : TierLevel.values()) {
			this.kit.deploy(Fixtures.tier(level, "Plenty", 1_000_000));
		}
		this.kit.deploy(Fixtures.application(this.kit.application, "Plenty"));
		this.kit.subscribe(api, "Plenty");
		this.request = ("GET /steady/1.0.0/items/42 HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nAuthorization: Bearer "
				+ TestTokens.user(GatewayKit.CONSUMER_KEY, "tom", "items_read") + "\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII);
		for (int i = 0; i < CONNECTIONS; i++) {
			Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.kit.gateway().httpPort());
			socket.setTcpNoDelay(true);
			this.sockets.add(socket);
		}
	}

	@AfterEach
	void stop() throws IOException {
		for (Socket socket : this.sockets) {
			socket.close();
		}
		this.kit.close();
		this.backend.close();
	}

	private static SnapshotEntry.Operation limited(SnapshotEntry.Operation operation) {
		return new SnapshotEntry.Operation(operation.verb(), operation.pattern(), operation.authType(),
				operation.scopes(), "Plenty", operation.produces(), operation.runtime());
	}

	/** The line is made as ever, and goes nowhere. */
	private static void quietAccessLog() {
		Logger access = (Logger) LoggerFactory.getLogger("gatehouse.access");
		access.setAdditive(false);
		AppenderBase<ILoggingEvent> nowhere = new AppenderBase<>() {
			@Override
			protected void append(ILoggingEvent event) {
				event.getFormattedMessage();
			}
		};
		nowhere.start();
		access.detachAndStopAllAppenders();
		access.addAppender(nowhere);
	}

	/** Each connection has a call on its way all the time. */
	private void call(int times) throws InterruptedException {
		List<Thread> callers = new ArrayList<>();
		List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
		for (Socket socket : this.sockets) {
			callers.add(Thread.ofVirtual().uncaughtExceptionHandler((_, ex) -> failures.add(ex)).start(() -> {
				try {
					for (int i = 0; i < times / CONNECTIONS; i++) {
						socket.getOutputStream().write(this.request);
						answer(socket.getInputStream());
					}
				}
				catch (IOException ex) {
					throw new IllegalStateException(ex);
				}
			}));
		}
		for (Thread caller : callers) {
			caller.join();
		}
		this.backend.received().clear();
		assertThat(failures).isEmpty();
	}

	private static void answer(InputStream in) throws IOException {
		byte[] bytes = new byte[4096];
		int length = 0;
		while (true) {
			int read = in.read(bytes, length, bytes.length - length);
			if (read < 0) {
				throw new IOException("closed after: " + new String(bytes, 0, length, StandardCharsets.US_ASCII));
			}
			length += read;
			String text = new String(bytes, 0, length, StandardCharsets.US_ASCII);
			int end = text.indexOf("\r\n\r\n");
			if (end >= 0 && length >= end + 4 + 1024) {
				assertThat(text).startsWith("HTTP/1.1 200 ");
				return;
			}
		}
	}

	@Test
	void aCallAllocatesSixKilobytesAtMostAndOpensNoConnection() throws InterruptedException {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		call(6400);
		int connections = this.backend.connections();
		long[] loops = loops(threads);
		long before = Arrays.stream(threads.getThreadAllocatedBytes(loops)).sum();
		call(6400);
		long bytes = (Arrays.stream(threads.getThreadAllocatedBytes(loops)).sum() - before) / 6400;
		assertThat(bytes).isBetween(100L, 6_000L);
		assertThat(this.backend.connections()).isEqualTo(connections);
	}

	private static long[] loops(ThreadMXBean threads) {
		return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
			.filter((thread) -> thread != null && thread.getThreadName().startsWith("multiThreadIoEventLoopGroup"))
			.mapToLong(ThreadInfo::getThreadId)
			.toArray();
	}

	@Test
	void aCallTakesFourSystemCallsBesidesWaiting(@TempDir Path directory) throws Exception {
		Path counts = directory.resolve("counts");
		List<String> command = new ArrayList<>(List.of("strace", "-c", "-o", counts.toString()));
		try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
			for (Path task : tasks.toList()) {
				// HotSpot shortens the name: multiThreadIoEventLoopGroup-2-1.
				if (Files.readString(task.resolve("comm")).startsWith("multi")) {
					command.addAll(List.of("-p", task.getFileName().toString()));
				}
			}
		}
		call(3200);
		Process strace = start(command, (command.size() - 4) / 2);
		call(3200);
		strace.destroy();
		assertThat(strace.waitFor(20, TimeUnit.SECONDS)).isTrue();
		Map<String, Long> calls = read(counts);
		long waiting = calls.getOrDefault("epoll_wait", 0L) + calls.getOrDefault("epoll_pwait", 0L)
				+ calls.getOrDefault("epoll_pwait2", 0L) + calls.getOrDefault("futex", 0L);
		long all = calls.values().stream().mapToLong(Long::longValue).sum();
		assertThat((all - waiting) / 3200.0).as("%s", calls).isBetween(1.0, 4.05);
	}

	/** Not every sandbox lets a process be looked at; the build server does. */
	private static Process start(List<String> command, int threads) {
		try {
			Process strace = new ProcessBuilder(command).redirectErrorStream(true).start();
			BufferedReader said = strace.inputReader(StandardCharsets.US_ASCII);
			for (int attached = 0; attached < threads; attached++) {
				assumeThat(said.readLine()).as("strace is permitted").contains("attached");
			}
			Thread.ofVirtual().start(() -> drain(strace.getInputStream()));
			return strace;
		}
		catch (IOException ex) {
			throw new IllegalStateException("strace counts the system calls: install it, as ./gatehouse test does", ex);
		}
	}

	private static void drain(InputStream in) {
		try (in) {
			in.readAllBytes();
		}
		catch (IOException ex) {
			// It has ended.
		}
	}

	private static Map<String, Long> read(Path counts) throws IOException {
		Map<String, Long> calls = new HashMap<>();
		for (String line : Files.readAllLines(counts)) {
			String[] words = line.strip().split(" +");
			if (words.length >= 5 && words[0].matches("[\\d.]+") && !words[words.length - 1].equals("total")) {
				calls.put(words[words.length - 1], Long.parseLong(words[3]));
			}
		}
		return calls;
	}

}
