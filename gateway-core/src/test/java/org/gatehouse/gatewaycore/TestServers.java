package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/**
 * Servers that are too simple for HTTP.
 */
final class TestServers {

	private TestServers() {
	}

	/**
	 * A server that takes one connection and answers as soon as anything comes, without
	 * reading on.
	 */
	static URI answersAtOnce(String bytes) throws IOException {
		ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
		Thread.ofVirtual().start(() -> {
			try (server; Socket socket = server.accept()) {
				socket.getInputStream().read(new byte[4096]);
				RawBackend.send(socket, bytes);
				socket.getInputStream().read(new byte[1]);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
		return URI.create("http://127.0.0.1:" + server.getLocalPort());
	}

}
