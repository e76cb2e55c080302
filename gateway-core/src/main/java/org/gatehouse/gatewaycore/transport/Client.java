package org.gatehouse.gatewaycore.transport;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/**
 * Where a call comes from and where its answer goes: a connection with HTTP/1.1, or a
 * stream of a connection with HTTP/2. It knows how to send; {@link Call} knows what.
 */
interface Client {

	/**
	 * The certificate that the other end of the connection has shown by TLS; see
	 * {@link PeerCertificate#of}.
	 * @return null where none was asked for
	 */
	@Nullable PeerCertificate certificate();

	/**
	 * Reads on, or stops reading, the request's body.
	 * @param on true to read
	 */
	void read(boolean on);

	/**
	 * Nobody can tell what the client sends after this call.
	 */
	void last();

	/**
	 * Frames a backend's answer for this client, in place.
	 * @param response the answer's head
	 * @param headRequest whether the request was HEAD
	 */
	void frame(HttpResponse response, boolean headRequest);

	/**
	 * Says in an answer's head, where it has to be said, how the answer ends.
	 * @param response the head, otherwise as it will be sent
	 */
	void complete(HttpResponse response);

	/**
	 * Sends a part of an answer that is not its end, without flushing.
	 * @param part a head, an interim answer as a whole, or a part of the body
	 */
	void write(HttpObject part);

	/**
	 * Flushes what was written.
	 */
	void flush();

	/**
	 * Sends the end of the answer and flushes. The call is over.
	 * @param last the last part, or an answer as a whole
	 */
	void finish(LastHttpContent last);

	/**
	 * Tells whether the client's connection can be taken over by a WebSocket.
	 * @return false where it belongs to other calls, too
	 */
	boolean canUpgrade();

	/**
	 * Tells whether the client takes any success for the beginning of a WebSocket.
	 * @return false where it knows other answers, too
	 */
	boolean mustUpgrade();

	/**
	 * Sends the answer to a WebSocket's handshake and lets the connection go: what comes
	 * from now on is no message of HTTP.
	 * @param response the answer's head
	 * @return the connection, null where it has been used for other things already
	 */
	@Nullable Channel upgrade(HttpResponse response);

	/**
	 * Cuts the answer off, so that nobody takes a part for the whole.
	 */
	void abort();

}
