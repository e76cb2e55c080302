package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

/**
 * A small real server that remembers what it was asked.
 */
public final class TestBackend implements AutoCloseable {

	private final HttpServer server;

	private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

	private volatile HttpHandler handler;

	public TestBackend() {
		this("ok");
	}

	public TestBackend(String body) {
		this.handler = (exchange) -> answer(exchange, 200, body);
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	/** What the server was asked. */
	public record Call(String method, String target, Map<String, List<String>> headers) {

		public List<String> header(String name) {
			return this.headers.getOrDefault(name, List.of());
		}

	}

	public URI url(String path) {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + path);
	}

	public int port() {
		return this.server.getAddress().getPort();
	}

	public BlockingQueue<Call> calls() {
		return this.calls;
	}

	public void onCall(HttpHandler newHandler) {
		this.handler = newHandler;
	}

	private void handle(HttpExchange exchange) throws IOException {
		Headers headers = new Headers();
		headers.putAll(exchange.getRequestHeaders());
		this.calls.add(new Call(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers));
		this.handler.handle(exchange);
	}

	public static void answer(HttpExchange exchange, int status, String body) throws IOException {
		exchange.getRequestBody().readAllBytes();
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		boolean bodiless = exchange.getRequestMethod().equals("HEAD") || status == 204 || status == 304;
		exchange.sendResponseHeaders(status, bodiless ? -1 : bytes.length);
		if (!bodiless) {
			try (OutputStream out = exchange.getResponseBody()) {
				out.write(bytes);
			}
		}
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
