package org.gatehouse.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Blocks an API and publishes it again, over REST, and calls it all the while: how long
 * after the answer that says so a gateway does so, and how long after the question. The
 * commit is between the two.
 */
final class Propagation {

	private static final System.Logger OUT = System.getLogger(Propagation.class.getName());

	private static final int PUBLISHED = 200;

	private static final int BLOCKED = 503;

	/** Calls without a pause would take a processor from those that are measured. */
	private static final long BETWEEN_CALLS_NANOS = 200_000;

	private Propagation() {
	}

	/**
	 * Measures.
	 * @param arguments the control plane's URL, a token for its REST interface, the API's
	 * identifier, the gateway's port, the path of a call, and how many changes
	 * @throws IOException if somebody does not answer
	 * @throws InterruptedException never
	 * @throws GeneralSecurityException never
	 */
	public static void main(String[] arguments) throws IOException, InterruptedException, GeneralSecurityException {
		String lifecycle = arguments[0] + "/api/am/publisher/v4/apis/change-lifecycle?apiId=" + arguments[2]
				+ "&action=";
		int changes = Integer.parseInt(arguments[5]);
		long[] fromAnswer = new long[changes];
		long[] fromQuestion = new long[changes];
		try (HttpClient http = Timing.trustingAnybody();
				Caller caller = new Caller(Integer.parseInt(arguments[3]), arguments[4])) {
			for (int i = 0; i < changes; i++) {
				boolean block = i % 2 == 0;
				long asked = System.nanoTime();
				change(http, lifecycle + (block ? "Block" : "Re-Publish"), arguments[1]);
				long done = System.nanoTime();
				while (caller.status() != (block ? BLOCKED : PUBLISHED)) {
					LockSupport.parkNanos(BETWEEN_CALLS_NANOS);
				}
				long enforced = System.nanoTime();
				fromAnswer[i] = enforced - done;
				fromQuestion[i] = enforced - asked;
			}
		}
		OUT.log(System.Logger.Level.INFO,
				changes + " changes: from the answer " + of(fromAnswer) + "; from the question " + of(fromQuestion));
	}

	private static String of(long[] nanos) {
		Arrays.sort(nanos);
		int count = nanos.length;
		return String.format(Locale.ROOT, "median %.1f ms, p99 %.1f ms, longest %.1f ms", nanos[count / 2] / 1e6,
				nanos[count * 99 / 100] / 1e6, nanos[count - 1] / 1e6);
	}

	private static void change(HttpClient http, String url, String token) throws IOException, InterruptedException {
		HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(url))
			.header("Authorization", "Bearer " + token)
			.POST(HttpRequest.BodyPublishers.noBody())
			.build(), HttpResponse.BodyHandlers.ofString());
		if (answer.statusCode() != PUBLISHED) {
			throw new IOException(url + ": " + answer.statusCode() + " " + answer.body());
		}
	}

	/** One call after the other on one connection. */
	private static final class Caller implements AutoCloseable {

		private static final String LENGTH = "content-length:";

		private final Socket socket;

		private final InputStream in;

		private final byte[] request;

		Caller(int port, String path) throws IOException {
			this.socket = new Socket("127.0.0.1", port);
			this.socket.setTcpNoDelay(true);
			this.in = new BufferedInputStream(this.socket.getInputStream());
			this.request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
		}

		int status() throws IOException {
			this.socket.getOutputStream().write(this.request);
			String line = line();
			int status = Integer.parseInt(line.substring(9, 12));
			int length = 0;
			for (String field = line(); !field.isEmpty(); field = line()) {
				if (field.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
					length = Integer.parseInt(field.substring(LENGTH.length()).strip());
				}
			}
			this.in.skipNBytes(length);
			return status;
		}

		private String line() throws IOException {
			StringBuilder line = new StringBuilder();
			for (int c = this.in.read(); c != '\n'; c = this.in.read()) {
				if (c < 0) {
					throw new IOException("the gateway hung up");
				}
				if (c != '\r') {
					line.append((char) c);
				}
			}
			return line.toString();
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

}
