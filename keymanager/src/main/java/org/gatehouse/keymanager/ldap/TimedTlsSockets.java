package org.gatehouse.keymanager.ldap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

import javax.net.ssl.SSLSocketFactory;

/**
 * TLS sockets on which no read lasts longer than a limit. The library bounds the time for
 * a connection and for an answer, but not for what the two sides of TLS say to each other
 * in between.
 */
final class TimedTlsSockets extends SSLSocketFactory {

	private final SSLSocketFactory sockets;

	private final int millis;

	TimedTlsSockets(SSLSocketFactory sockets, int millis) {
		this.sockets = sockets;
		this.millis = millis;
	}

	private Socket timed(Socket socket) throws IOException {
		socket.setSoTimeout(this.millis);
		return socket;
	}

	@Override
	public String[] getDefaultCipherSuites() {
		return this.sockets.getDefaultCipherSuites();
	}

	@Override
	public String[] getSupportedCipherSuites() {
		return this.sockets.getSupportedCipherSuites();
	}

	@Override
	public Socket createSocket() throws IOException {
		return timed(this.sockets.createSocket());
	}

	@Override
	public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
		return timed(this.sockets.createSocket(timed(socket), host, port, autoClose));
	}

	@Override
	public Socket createSocket(String host, int port) throws IOException {
		return timed(this.sockets.createSocket(host, port));
	}

	@Override
	public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
		return timed(this.sockets.createSocket(host, port, localHost, localPort));
	}

	@Override
	public Socket createSocket(InetAddress host, int port) throws IOException {
		return timed(this.sockets.createSocket(host, port));
	}

	@Override
	public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
			throws IOException {
		return timed(this.sockets.createSocket(address, port, localAddress, localPort));
	}

}
