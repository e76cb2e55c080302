package org.gatehouse.gatewaycore;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/**
 * A client of HTTP/2 that sends the very frames that it is told, however wrong they are.
 */
final class RawStreams implements AutoCloseable {

	static final int DATA = 0;

	static final int HEADERS = 1;

	static final int RST_STREAM = 3;

	static final int SETTINGS = 4;

	static final int PING = 6;

	static final int GOAWAY = 7;

	static final int WINDOW_UPDATE = 8;

	static final int CONTINUATION = 9;

	static final int END_STREAM = 1;

	static final int END_HEADERS = 4;

	private final Socket socket;

	private final DataOutputStream out;

	private final DataInputStream in;

	/** How much could be sent from the start on. */
	private long connectionWindow = 65_535;

	private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false, 64 * 1024);

	RawStreams(int port) throws IOException {
		this(new Socket(InetAddress.getLoopbackAddress(), port));
	}

	RawStreams(Socket socket) throws IOException {
		this.socket = socket;
		socket.setSoTimeout(10_000);
		socket.setTcpNoDelay(true);
		this.out = new DataOutputStream(socket.getOutputStream());
		this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
		this.out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
		frame(SETTINGS, 0, 0, new byte[0]);
	}

	/** A frame as it came. */
	record Frame(int type, int flags, int stream, byte[] payload, @Nullable Http2Headers fields) {

		boolean ends() {
			return (this.type == DATA || this.type == HEADERS) && (this.flags & END_STREAM) != 0;
		}

		/** The reason of a reset or a goodbye. */
		int error() {
			int at = (this.type == GOAWAY) ? 4 : 0;
			return Unpooled.wrappedBuffer(this.payload).getInt(at);
		}

	}

	/** What became of a call: its status, or why it was reset. */
	record Outcome(int status, int error, Map<String, String> fields, String body, Map<String, String> trailers) {

	}

	void frame(int type, int flags, int stream, byte[] payload) throws IOException {
		ByteArrayOutputStream frame = new ByteArrayOutputStream();
		frame.write(payload.length >> 16);
		frame.write(payload.length >> 8);
		frame.write(payload.length);
		frame.write(type);
		frame.write(flags);
		frame.writeBytes(Unpooled.buffer(4).writeInt(stream).array());
		frame.writeBytes(payload);
		this.out.write(frame.toByteArray());
	}

	void data(int stream, boolean last, String bytes) throws IOException {
		frame(DATA, last ? END_STREAM : 0, stream, bytes.getBytes(StandardCharsets.ISO_8859_1));
	}

	/** Sends fields literally, name and value in turn. */
	void headers(int stream, boolean last, List<String> fields) throws IOException {
		frame(HEADERS, END_HEADERS | (last ? END_STREAM : 0), stream, block(fields));
	}

	static byte[] block(List<String> fields) {
		ByteArrayOutputStream block = new ByteArrayOutputStream();
		for (int i = 0; i < fields.size(); i += 2) {
			block.write(0);
			text(block, fields.get(i));
			text(block, fields.get(i + 1));
		}
		return block.toByteArray();
	}

	private static void text(ByteArrayOutputStream to, String text) {
		int length = text.length();
		if (length < 127) {
			to.write(length);
		}
		else {
			to.write(127);
			for (length -= 127; length >= 128; length >>= 7) {
				to.write((length & 0x7f) | 0x80);
			}
			to.write(length);
		}
		to.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	static List<String> get(String path, String... more) {
		List<String> fields = new ArrayList<>(
				List.of(":method", "GET", ":scheme", "http", ":path", path, ":authority", "gateway"));
		fields.addAll(List.of(more));
		return fields;
	}

	static List<String> post(String path, String... more) {
		List<String> fields = get(path, more);
		fields.set(1, "POST");
		return fields;
	}

	/** Reads the next frame, null where the gateway has closed. */
	@Nullable Frame read() throws IOException {
		int high = this.in.read();
		if (high < 0) {
			return null;
		}
		int length = (high << 16) | this.in.readUnsignedShort();
		int type = this.in.readUnsignedByte();
		int flags = this.in.readUnsignedByte();
		int stream = this.in.readInt();
		byte[] payload = this.in.readNBytes(length);
		if (type == WINDOW_UPDATE && stream == 0) {
			this.connectionWindow += Unpooled.wrappedBuffer(payload).getInt(0);
		}
		if (type == SETTINGS && (flags & 1) == 0) {
			frame(SETTINGS, 1, 0, new byte[0]);
		}
		try {
			// All of them, since one may refer to what stood in another.
			return new Frame(type, flags, stream, payload,
					(type == HEADERS) ? this.decoder.decodeHeaders(stream, Unpooled.wrappedBuffer(payload)) : null);
		}
		catch (Http2Exception ex) {
			throw new IOException(ex);
		}
	}

	/** Reads until a call is over. */
	Outcome outcome(int stream) throws IOException {
		int status = 0;
		Map<String, String> fields = new HashMap<>();
		Map<String, String> trailers = new HashMap<>();
		StringBuilder body = new StringBuilder();
		for (Frame frame = read(); frame != null; frame = read()) {
			if (frame.type() == GOAWAY && frame.error() != 0) {
				return new Outcome(0, frame.error(), fields, body.toString(), trailers);
			}
			if (frame.stream() != stream) {
				continue;
			}
			if (frame.type() == RST_STREAM) {
				return new Outcome(0, frame.error(), fields, body.toString(), trailers);
			}
			if (frame.type() == DATA) {
				body.append(new String(frame.payload(), StandardCharsets.ISO_8859_1));
				window(stream, frame.payload().length);
			}
			Http2Headers read = frame.fields();
			if (read != null) {
				boolean head = read.status() != null;
				read.forEach((field) -> (head ? fields : trailers).put(field.getKey().toString(),
						field.getValue().toString()));
				status = head ? Integer.parseInt(read.status().toString()) : status;
			}
			if (frame.ends()) {
				return new Outcome(status, -1, fields, body.toString(), trailers);
			}
		}
		return new Outcome(0, -2, fields, body.toString(), trailers);
	}

	/** Sends zeros as fast as the gateway takes them, then reads the answer. */
	Outcome upload(int stream, long size) throws IOException {
		byte[] block = new byte[16 * 1024];
		long ofStream = 65_535;
		long ofConnection = this.connectionWindow;
		for (long left = size; left > 0;) {
			int count = (int) Math.min(Math.min(left, block.length), Math.min(ofStream, ofConnection));
			if (count > 0) {
				left -= count;
				ofStream -= count;
				ofConnection -= count;
				frame(DATA, (left == 0) ? END_STREAM : 0, stream, (count == block.length) ? block : new byte[count]);
			}
			else {
				Frame frame = Objects.requireNonNull(read(), "the gateway has closed");
				if (frame.type() == WINDOW_UPDATE) {
					int more = Unpooled.wrappedBuffer(frame.payload()).getInt(0);
					ofStream += (frame.stream() == stream) ? more : 0;
					ofConnection += (frame.stream() == 0) ? more : 0;
				}
			}
		}
		return outcome(stream);
	}

	void window(int stream, int count) throws IOException {
		if (count > 0) {
			byte[] increment = Unpooled.buffer(4).writeInt(count).array();
			frame(WINDOW_UPDATE, 0, stream, increment);
			frame(WINDOW_UPDATE, 0, 0, increment);
		}
	}

	/** Reads until the gateway says goodbye, and why; -1 where it only closes. */
	int goodbye() throws IOException {
		try {
			for (Frame frame = read(); frame != null; frame = read()) {
				if (frame.type() == GOAWAY) {
					return frame.error();
				}
			}
			return -1;
		}
		catch (SocketTimeoutException ex) {
			throw new AssertionError("the gateway keeps the connection", ex);
		}
		catch (IOException ex) {
			return -1;
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
