package org.gatehouse.gatewaycore;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bodies that are far larger than all the memory that the gateway has, both ways, with
 * both protocols, and with a client that does not read for a while.
 */
@Timeout(120)
class LargeBodiesIT {

	private static final long LARGE = 2L << 30;

	/** What the buffers of four sockets may hold. */
	private static final long ON_THE_WAY = 48 << 20;

	private final ServerSocket backend = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

	private final AtomicLong sent = new AtomicLong();

	LargeBodiesIT() throws IOException {
		Thread.ofVirtual().start(() -> {
			while (!this.backend.isClosed()) {
				try {
					Socket socket = this.backend.accept();
					Thread.ofVirtual().start(() -> serve(socket));
				}
				catch (IOException ex) {
					return;
				}
			}
		});
	}

	@AfterEach
	void stop() throws IOException {
		this.backend.close();
	}

	/** Sends or takes as many bytes as the request says. */
	private void serve(Socket socket) {
		try (socket) {
			InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
			for (String line = line(in); !line.isEmpty(); line = line(in)) {
				long down = number(line, ".*/down/(\\d+).*");
				long up = length(in);
				in.skipNBytes(up);
				OutputStream out = socket.getOutputStream();
				String body = (down == 0) ? Long.toString(up) : "";
				RawBackend.send(socket,
						"HTTP/1.1 200 OK\r\nContent-Length: " + (down + body.length()) + "\r\n\r\n" + body);
				write(out, down, this.sent);
			}
		}
		catch (IOException ex) {
			// The gateway closed the connection.
		}
	}

	private static long number(String line, String pattern) {
		return line.matches(pattern) ? Long.parseLong(line.replaceFirst(pattern, "$1")) : 0;
	}

	private static void write(OutputStream out, long count, AtomicLong counted) throws IOException {
		byte[] block = new byte[1 << 16];
		for (long left = count; left > 0; left -= block.length) {
			int size = (int) Math.min(left, block.length);
			out.write(block, 0, size);
			counted.addAndGet(size);
		}
	}

	private static String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
			line.append((char) b);
		}
		return line.toString().strip();
	}

	private static long length(InputStream in) throws IOException {
		long length = 0;
		for (String field = line(in); !field.isEmpty(); field = line(in)) {
			length += number(field, "(?i)content-length: *(\\d+)");
		}
		return length;
	}

	/** The client does not read: the backend can send no more after a while. */
	private void waitUntilTheBackendStops() throws InterruptedException {
		long before = -1;
		while (this.sent.get() == 0 || this.sent.get() != before) {
			before = this.sent.get();
			new Semaphore(0).tryAcquire(300, TimeUnit.MILLISECONDS);
		}
		assertThat(before).isLessThan(ON_THE_WAY);
	}

	private void downAndUp(int port, long size) throws Exception {
		this.sent.set(0);
		try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
			InputStream in = new BufferedInputStream(client.getInputStream(), 1 << 16);
			RawBackend.send(client, "GET /open/1.0.0/down/" + size + " HTTP/1.1\r\nHost: gateway\r\n\r\n");
			assertThat(line(in)).startsWith("HTTP/1.1 200");
			assertThat(length(in)).isEqualTo(size);
			waitUntilTheBackendStops();
			in.skipNBytes(size);
			RawBackend.send(client,
					"POST /open/1.0.0/up HTTP/1.1\r\nHost: gateway\r\nContent-Length: " + size + "\r\n\r\n");
			write(client.getOutputStream(), size, new AtomicLong());
			assertThat(line(in)).startsWith("HTTP/1.1 200");
			byte[] answer = in.readNBytes((int) length(in));
			assertThat(new String(answer, StandardCharsets.UTF_8)).isEqualTo(Long.toString(size));
		}
	}

	private void downAndUpInStreams(int port, long size) throws Exception {
		this.sent.set(0);
		try (RawStreams client = new RawStreams(port)) {
			client.headers(1, true, RawStreams.get("/open/1.0.0/down/" + size));
			waitUntilTheBackendStops();
			long got = 0;
			int unconfirmed = 0;
			boolean ended = false;
			while (!ended) {
				RawStreams.Frame frame = client.read();
				assertThat(frame).as("after %d bytes", got).isNotNull();
				ended = frame.ends();
				if (frame.type() == RawStreams.DATA) {
					got += frame.payload().length;
					unconfirmed += frame.payload().length;
				}
				if (unconfirmed > 30_000) {
					client.window(1, unconfirmed);
					unconfirmed = 0;
				}
			}
			assertThat(got).isEqualTo(size);
			client.headers(3, false, RawStreams.post("/open/1.0.0/up", "content-length", Long.toString(size)));
			assertThat(client.upload(3, size).body()).isEqualTo(Long.toString(size));
		}
	}

	@Test
	void passWithLittleMemory() throws Exception {
		try (SmallGateway gateway = SmallGateway.start(List.of("-Xmx64m", "-XX:MaxDirectMemorySize=64m"), "/open",
				"http://127.0.0.1:" + this.backend.getLocalPort())) {
			downAndUp(gateway.httpPort(), LARGE);
			// Four times the memory shows as much, and a client of frames is slow.
			downAndUpInStreams(gateway.httpPort(), LARGE / 8);
		}
	}

}
