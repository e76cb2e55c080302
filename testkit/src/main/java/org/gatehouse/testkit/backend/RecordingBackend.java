package org.gatehouse.testkit.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A small HTTP server on a free loopback port that keeps what it was asked and answers
 * what it is told to; unless told, it answers 200 with the request's body, or with method
 * and path where there is none.
 */
public final class RecordingBackend implements AutoCloseable {

	private final HttpServer server;

	private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();

	private volatile Answer answer = Answer::echo;

	private RecordingBackend(HttpServer server) {
		this.server = server;
	}

	/**
	 * Starts one.
	 * @return a running backend
	 */
	public static RecordingBackend start() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
			RecordingBackend backend = new RecordingBackend(server);
			server.createContext("/", backend::handle);
			server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
			server.start();
			return backend;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Where it listens.
	 * @return {@code http://127.0.0.1:PORT}
	 */
	public URI uri() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	/**
	 * What it was asked.
	 * @return the requests in the order of their arrival
	 */
	public List<RecordedRequest> requests() {
		return List.copyOf(this.requests);
	}

	/** Forgets what it was asked. */
	public void forget() {
		this.requests.clear();
	}

	/**
	 * Says what it answers from now on.
	 * @param next makes the answer to a request
	 */
	public void answer(Answer next) {
		this.answer = next;
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			RecordedRequest request = new RecordedRequest(exchange.getRequestMethod(), exchange.getRequestURI(),
					exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes());
			this.requests.add(request);
			BackendAnswer given = this.answer.to(request);
			given.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
			byte[] body = given.body();
			boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
			exchange.sendResponseHeaders(given.status(), bodiless ? -1 : body.length);
			if (!bodiless) {
				exchange.getResponseBody().write(body);
			}
		}
	}

	/** Makes the answer to a request; may wait. */
	@FunctionalInterface
	public interface Answer {

		/**
		 * Answers.
		 * @param request what was asked
		 * @return the answer
		 */
		BackendAnswer to(RecordedRequest request);

		private static BackendAnswer echo(RecordedRequest request) {
			return (request.body().length > 0) ? new BackendAnswer(200, request.contentType(), request.body())
					: BackendAnswer.text(200, request.method() + " " + request.uri());
		}

	}

}
