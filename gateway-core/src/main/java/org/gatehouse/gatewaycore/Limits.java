package org.gatehouse.gatewaycore;

import java.time.Duration;

/**
 * Bounds on what a peer can send and how long it may take. Time is looked at four times a
 * second, so that a time-out may come a quarter of a second late.
 *
 * @param requestLine the longest request line in bytes; beyond it 414
 * @param headerBytes the most bytes of a request's header fields; beyond it 431
 * @param headerCount the most header fields of a request; beyond it 431
 * @param headTimeout how long a client may take to send a request's head; beyond it 408
 * @param idleTimeout how long a client's connection may be still
 * @param connectTimeout how long connecting to a backend may take; beyond it 504
 * @param bodyRate how many bytes of a request's body a client has to send in a second, on
 * the average of {@code headTimeout}; below it 408; 0 for no matter how few
 * @param responseTimeout how long a backend may be silent; beyond it 504
 * @param backendIdle how long an unused connection to a backend is kept
 * @param notice how long a gateway that was told to stop takes new connections while
 * {@code /readyz} says 503, for load balancers to notice
 * @param drain how long a stopping gateway lets calls finish
 * @param webSocketIdle how long neither side of a WebSocket may send anything
 */
public record Limits(int requestLine, int headerBytes, int headerCount, Duration headTimeout, Duration idleTimeout,
		int bodyRate, Duration connectTimeout, Duration responseTimeout, Duration backendIdle, Duration notice,
		Duration drain, Duration webSocketIdle) {

	/**
	 * The bounds of a gateway that was told nothing else.
	 * @return 8 KiB, 16 KiB, 100 fields; 10 s, 60 s, 500 bytes a second, 5 s, 60 s, 30 s,
	 * no notice, 30 s, 5 min
	 */
	public static Limits defaults() {
		return new Limits(8 * 1024, 16 * 1024, 100, Duration.ofSeconds(10), Duration.ofSeconds(60), 500,
				Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ZERO,
				Duration.ofSeconds(30), Duration.ofMinutes(5));
	}

	/**
	 * Replaces the time-outs that face clients.
	 * @param head for a request's head
	 * @param idle for a still connection
	 * @return the changed bounds
	 */
	public Limits withClientTimeouts(Duration head, Duration idle) {
		return new Limits(this.requestLine, this.headerBytes, this.headerCount, head, idle, this.bodyRate,
				this.connectTimeout, this.responseTimeout, this.backendIdle, this.notice, this.drain,
				this.webSocketIdle);
	}

	/**
	 * Replaces the time-outs that face backends.
	 * @param connect for connecting
	 * @param response for silence
	 * @return the changed bounds
	 */
	public Limits withBackendTimeouts(Duration connect, Duration response) {
		return new Limits(this.requestLine, this.headerBytes, this.headerCount, this.headTimeout, this.idleTimeout,
				this.bodyRate, connect, response, this.backendIdle, this.notice, this.drain, this.webSocketIdle);
	}

	/**
	 * Replaces the time that a stopping gateway gives.
	 * @param before how long it takes new connections
	 * @param most how long it lets calls finish
	 * @return the changed bounds
	 */
	public Limits withDrain(Duration before, Duration most) {
		return new Limits(this.requestLine, this.headerBytes, this.headerCount, this.headTimeout, this.idleTimeout,
				this.bodyRate, this.connectTimeout, this.responseTimeout, this.backendIdle, before, most,
				this.webSocketIdle);
	}

	/**
	 * Replaces the time-out of WebSockets.
	 * @param idle how long neither side may send anything
	 * @return the changed bounds
	 */
	public Limits withWebSocketIdle(Duration idle) {
		return new Limits(this.requestLine, this.headerBytes, this.headerCount, this.headTimeout, this.idleTimeout,
				this.bodyRate, this.connectTimeout, this.responseTimeout, this.backendIdle, this.notice, this.drain,
				idle);
	}

}
