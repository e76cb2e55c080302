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
 * @param responseTimeout how long a backend may be silent; beyond it 504
 * @param backendIdle how long an unused connection to a backend is kept
 * @param drain how long a stopping gateway lets calls finish
 */
public record Limits(int requestLine, int headerBytes, int headerCount, Duration headTimeout, Duration idleTimeout,
		Duration connectTimeout, Duration responseTimeout, Duration backendIdle, Duration drain) {

	/**
	 * The bounds of a gateway that was told nothing else.
	 * @return 8 KiB, 16 KiB, 100 fields; 10 s, 60 s, 5 s, 60 s, 30 s, 30 s
	 */
	public static Limits defaults() {
		return new Limits(8 * 1024, 16 * 1024, 100, Duration.ofSeconds(10), Duration.ofSeconds(60),
				Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(30));
	}

	/**
	 * Replaces the time-outs that face clients.
	 * @param head for a request's head
	 * @param idle for a still connection
	 * @return the changed bounds
	 */
	public Limits withClientTimeouts(Duration head, Duration idle) {
		return new Limits(this.requestLine, this.headerBytes, this.headerCount, head, idle, this.connectTimeout,
				this.responseTimeout, this.backendIdle, this.drain);
	}

	/**
	 * Replaces the time-outs that face backends.
	 * @param connect for connecting
	 * @param response for silence
	 * @return the changed bounds
	 */
	public Limits withBackendTimeouts(Duration connect, Duration response) {
		return new Limits(this.requestLine, this.headerBytes, this.headerCount, this.headTimeout, this.idleTimeout,
				connect, response, this.backendIdle, this.drain);
	}

}
