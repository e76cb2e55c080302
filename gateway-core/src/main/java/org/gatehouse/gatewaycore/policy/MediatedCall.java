package org.gatehouse.gatewaycore.policy;

import java.net.URI;
import java.util.Objects;

import org.gatehouse.gatewaycore.route.RequestTarget;
import org.gatehouse.mediation.CompiledMediation;
import org.gatehouse.mediation.Message;
import org.jspecify.annotations.Nullable;

/**
 * What an API's policies have made of a call so far, for those who send it and its answer
 * on.
 */
public final class MediatedCall {

	private final CompiledMediation policies;

	private final Message message;

	private byte @Nullable [] requestBody;

	private byte @Nullable [] answerBody;

	private long most = -1;

	private final boolean beyondCache;

	/**
	 * Begins.
	 * @param policies the policies
	 * @param message what they act on
	 * @param beyondCache whether the client asks for more than a kept answer can tell
	 */
	MediatedCall(CompiledMediation policies, Message message, boolean beyondCache) {
		this.policies = policies;
		this.message = message;
		this.beyondCache = beyondCache;
	}

	/** What policies add, such as credentials for the backend, does not matter here. */
	boolean isBeyondCache() {
		return this.beyondCache;
	}

	/**
	 * Where the policies send the call.
	 * @param asked the path below the API and the query, as the client has asked
	 * @return null where they change neither path, query nor endpoint
	 */
	@Nullable String sentTo(String asked) {
		RequestTarget target = target();
		String sent = target.path() + target.query();
		URI endpoint = this.message.endpoint();
		return (endpoint != null) ? endpoint + " " + sent : sent.equals(asked) ? null : sent;
	}

	/** Whether the backend's answer depends on a body or method that policies made. */
	boolean isRemade(String asked) {
		byte[] body = this.requestBody;
		return (body != null && body.length > 0) || !method().equals(asked);
	}

	CompiledMediation policies() {
		return this.policies;
	}

	Message message() {
		return this.message;
	}

	/** The path below the API for the backend, and the query with its question mark. */
	static RequestTarget target(Exchange exchange) {
		MediatedCall changed = exchange.mediated();
		if (changed != null) {
			return changed.target();
		}
		RequestTarget read = Objects.requireNonNull(exchange.target(), "route comes before");
		return new RequestTarget(read.path().substring(exchange.prefix().length()), read.query());
	}

	RequestTarget target() {
		String query = this.message.query();
		return new RequestTarget(this.message.path(), query.isEmpty() ? "" : "?" + query);
	}

	/**
	 * The method for the backend.
	 * @return an HTTP method
	 */
	public String method() {
		return this.message.method();
	}

	/**
	 * Tells whether the answer has to be shown to policies.
	 * @return true if there are any for it
	 */
	public boolean hasAnswerPolicies() {
		return !this.policies.response().isEmpty();
	}

	/**
	 * The body for the backend where it has been gathered.
	 * @return the bytes, null where the body passes as it comes
	 */
	public byte @Nullable [] requestBody() {
		return this.requestBody;
	}

	void requestBody(byte[] bytes) {
		this.requestBody = bytes;
	}

	/**
	 * The body for the client where it has been gathered.
	 * @return the bytes, null where the body passes as it comes
	 */
	public byte @Nullable [] answerBody() {
		return this.answerBody;
	}

	void answerBody(byte[] bytes) {
		this.answerBody = bytes;
	}

	/**
	 * How long the body that passes now may be.
	 * @return a number of bytes, -1 for any
	 */
	public long most() {
		return this.most;
	}

	void most(long bytes) {
		this.most = bytes;
	}

}
