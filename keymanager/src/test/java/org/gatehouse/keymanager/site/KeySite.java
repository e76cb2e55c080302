package org.gatehouse.keymanager.site;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.net.httpserver.HttpServer;

/**
 * Somebody's web site with a key set, at a port of this machine.
 */
final class KeySite implements AutoCloseable {

	private final HttpServer server;

	private final AtomicReference<String> keys = new AtomicReference<>("");

	private final AtomicInteger visits = new AtomicInteger();

	KeySite() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		this.server.createContext("/keys", (exchange) -> {
			this.visits.incrementAndGet();
			byte[] body = this.keys.get().getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		this.server.start();
	}

	void show(String keySet) {
		this.keys.set(keySet);
	}

	/** Where it is, under a name that the key manager may visit or another one. */
	String at(String host) {
		return "http://" + host + ":" + this.server.getAddress().getPort() + "/keys";
	}

	int visits() {
		return this.visits.get();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
