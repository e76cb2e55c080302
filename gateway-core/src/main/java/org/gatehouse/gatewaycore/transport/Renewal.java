package org.gatehouse.gatewaycore.transport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import org.gatehouse.gatewaycore.route.BackendCredentials;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call be sent a second time, if the backend refuses what the gateway proved
 * itself by: keeps the request's body meanwhile, as long as it is small. One object
 * serves all calls of a client's connection.
 */
final class Renewal {

	private static final int MOST_KEPT = 64 * 1024;

	private final Deque<HttpContent> kept = new ArrayDeque<>(2);

	private boolean possible;

	private int bytes;

	/** A call is sent to an endpoint. */
	void begin(Endpoint endpoint) {
		BackendCredentials credentials = endpoint.credentials();
		this.possible = credentials != null && credentials.isRenewable();
		this.bytes = 0;
	}

	/** A part of the body is sent. */
	void keep(HttpContent content) {
		if (!this.possible) {
			return;
		}
		this.bytes += content.content().readableBytes();
		if (this.bytes > MOST_KEPT) {
			end();
			return;
		}
		this.kept.add(content.retainedDuplicate());
	}

	/**
	 * The backend answers.
	 * @param response its answer
	 * @param request what it was sent
	 * @param endpoint the backend
	 * @return null if the answer is the caller's; otherwise whether to send the request
	 * again
	 */
	@Nullable CompletableFuture<Boolean> of(HttpResponse response, HttpRequest request, Endpoint endpoint) {
		BackendCredentials credentials = endpoint.credentials();
		if (!this.possible || credentials == null || response.status().code() != 401) {
			return null;
		}
		return credentials.refused(endpoint, request.headers().get(HttpHeaderNames.AUTHORIZATION),
				response.headers().getAll(HttpHeaderNames.WWW_AUTHENTICATE));
	}

	/**
	 * The call begins anew, for the last time.
	 * @param early gets what was kept of the body
	 */
	void giveBack(Deque<HttpContent> early) {
		for (HttpContent content = this.kept.pollLast(); content != null; content = this.kept.pollLast()) {
			early.addFirst(content);
		}
		this.possible = false;
	}

	/** The call needs no second try any more. */
	void end() {
		this.possible = false;
		for (HttpContent content = this.kept.poll(); content != null; content = this.kept.poll()) {
			content.release();
		}
	}

}
