package org.gatehouse.gatewaycore;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * A server that takes what it is sent literally: it keeps the very bytes of every request
 * and complains about each that is not framed in exactly one way. It answers with the
 * bytes that it is told.
 */
final class RawBackend implements AutoCloseable {

	static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

	private final ServerSocket server;

	private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

	private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

	private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

	private final AtomicInteger connections = new AtomicInteger();

	private volatile Answer answer;

	RawBackend() {
		this((_, socket) -> send(socket, OK));
	}

	RawBackend(Answer answer) {
		this.answer = answer;
		try {
			this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread.ofVirtual().start(this::accept);
	}

	/** What the server does with a request. */
	interface Answer {

		void to(Received request, Socket socket) throws IOException;

	}

	/** A request as it came. */
	record Received(String line, List<String> fields, String body, List<String> trailers) {

		@Nullable String field(String name) {
			return RawBackend.field(this.fields, name);
		}

		String target() {
			return this.line.split(" ")[1];
		}

	}

	static @Nullable String field(List<String> fields, String name) {
		return fields.stream()
			.filter((field) -> field.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
			.map((field) -> field.substring(name.length() + 1).strip())
			.findFirst()
			.orElse(null);
	}

	static void send(Socket socket, String bytes) throws IOException {
		socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
		socket.getOutputStream().flush();
	}

	URI url(String path) {
		return URI.create("http://127.0.0.1:" + this.server.getLocalPort() + path);
	}

	BlockingQueue<Received> received() {
		return this.received;
	}

	Queue<String> complaints() {
		return this.complaints;
	}

	int connections() {
		return this.connections.get();
	}

	void onCall(Answer newAnswer) {
		this.answer = newAnswer;
	}

	void closeConnections() throws IOException {
		for (Socket socket = this.sockets.poll(); socket != null; socket = this.sockets.poll()) {
			socket.close();
		}
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket socket = this.server.accept();
				socket.setTcpNoDelay(true);
				this.sockets.add(socket);
				this.connections.incrementAndGet();
				Thread.ofVirtual().start(() -> serve(socket));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			InputStream in = new BufferedInputStream(socket.getInputStream());
			for (String line = line(in); line != null; line = line(in)) {
				Received request = read(line, in);
				this.received.add(request);
				this.answer.to(request, socket);
			}
		}
		catch (IOException ex) {
			// The gateway or the test closed the connection.
		}
	}

	private Received read(String line, InputStream in) throws IOException {
		if (!line.matches("[A-Z]+ /[!-~]* HTTP/1\\.1")) {
			this.complaints.add("request line: " + line);
		}
		List<String> fields = fields(in);
		List<String> framing = fields.stream()
			.filter((field) -> field.toLowerCase(Locale.ROOT).matches("(content-length|transfer-encoding):.*"))
			.toList();
		if (framing.size() > 1) {
			this.complaints.add("framed more than once: " + framing);
		}
		String length = field(fields, "content-length");
		if (length != null) {
			byte[] body = in.readNBytes(Integer.parseInt(length));
			return new Received(line, fields, new String(body, StandardCharsets.ISO_8859_1), List.of());
		}
		String coding = field(fields, "transfer-encoding");
		if (coding == null) {
			return new Received(line, fields, "", List.of());
		}
		if (!coding.equals("chunked")) {
			this.complaints.add("coding: " + coding);
		}
		StringBuilder body = new StringBuilder();
		for (String size = line(in); size != null && !size.equals("0"); size = line(in)) {
			if (!size.matches("[0-9a-f]{1,7}")) {
				this.complaints.add("chunk size: " + size);
			}
			body.append(new String(in.readNBytes(Integer.parseInt(size, 16)), StandardCharsets.ISO_8859_1));
			line(in);
		}
		return new Received(line, fields, body.toString(), fields(in));
	}

	private List<String> fields(InputStream in) throws IOException {
		List<String> fields = new ArrayList<>();
		for (String field = line(in); field != null && !field.isEmpty(); field = line(in)) {
			if (!field.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+: ?[\\t -~\\x80-\\xff]*")) {
				this.complaints.add("field: " + field);
			}
			fields.add(field);
		}
		return fields;
	}

	private @Nullable String line(InputStream in) throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int b = in.read(); b >= 0; b = in.read()) {
			if (b == '\n') {
				String text = line.toString(StandardCharsets.ISO_8859_1);
				if (!text.endsWith("\r") || text.indexOf('\r') < text.length() - 1) {
					this.complaints.add("line end: " + text);
				}
				return text.strip();
			}
			line.write(b);
		}
		return null;
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		closeConnections();
	}

}
