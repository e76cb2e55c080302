package org.gatehouse.acceptance.story;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A backend that answers with events where it is asked for them, repeats short messages
 * on a WebSocket, and says {@code ok} otherwise.
 */
final class PlainBackend implements AutoCloseable {

	private final ServerSocket server;

	private volatile Map<String, String> last = Map.of();

	private PlainBackend(ServerSocket server) {
		this.server = server;
	}

	static PlainBackend start() {
		try {
			PlainBackend backend = new PlainBackend(new ServerSocket(0, 20, InetAddress.getLoopbackAddress()));
			Thread.ofVirtual().start(backend::accept);
			return backend;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	URI uri(String scheme) {
		return URI.create(scheme + "://127.0.0.1:" + this.server.getLocalPort());
	}

	/** The fields of the last call, in lower case. */
	Map<String, String> last() {
		return this.last;
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket socket = this.server.accept();
				Thread.ofVirtual().start(() -> serve(socket));
			}
			catch (IOException _) {
				return;
			}
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			InputStream in = new BufferedInputStream(socket.getInputStream());
			String request = line(in);
			Map<String, String> fields = new HashMap<>();
			for (String field = line(in); !field.isEmpty(); field = line(in)) {
				int colon = field.indexOf(':');
				fields.put(field.substring(0, colon).toLowerCase(Locale.ROOT), field.substring(colon + 1).strip());
			}
			this.last = Map.copyOf(fields);
			String key = fields.get("sec-websocket-key");
			if (key != null) {
				send(socket, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
						+ "Sec-WebSocket-Accept: " + accepted(key) + "\r\n\r\n");
				repeat(in, socket);
			}
			else if (request.contains("/events")) {
				send(socket, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
						+ "data: one\n\n");
				send(socket, "data: two\n\n");
			}
			else {
				send(socket, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
			}
		}
		catch (IOException _) {
			// The gateway closed the connection.
		}
	}

	/** Sends messages of less than 126 bytes back, without their masks. */
	private static void repeat(InputStream in, Socket socket) throws IOException {
		for (int first = in.read(); first >= 0; first = in.read()) {
			int length = in.read() & 0x7f;
			byte[] mask = in.readNBytes(4);
			byte[] frame = new byte[length + 2];
			frame[0] = (byte) first;
			frame[1] = (byte) length;
			for (int i = 0; i < length; i++) {
				frame[i + 2] = (byte) (in.read() ^ mask[i % 4]);
			}
			socket.getOutputStream().write(frame);
		}
	}

	private static String accepted(String key) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-1")
				.digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.ISO_8859_1));
			return Base64.getEncoder().encodeToString(hash);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void send(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
			line.append((char) b);
		}
		return line.toString().strip();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
