package org.gatehouse.mediation;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A call on its way to the backend and the answer on its way back, as policies see and
 * change them. Used by one thread at a time.
 */
public final class Message {

	private static final byte[] EMPTY = {};

	private final Facts facts;

	private final Fields requestHeaders;

	private final Map<String, Object> properties = new LinkedHashMap<>();

	private final String sentPath;

	private Flow flow = Flow.REQUEST;

	private String method;

	private String path;

	private String query;

	private @Nullable Fields answerHeaders;

	private int status;

	private String faultCode = "";

	private byte @Nullable [] body;

	private boolean bodyChanged;

	private @Nullable URI endpoint;

	private long most = -1;

	/**
	 * Begins with a call.
	 * @param facts what is known of it
	 * @param method the HTTP method
	 * @param path the path below the API as it is forwarded, percent-encoded
	 * @param query the query without its question mark, empty for none
	 * @param headers its header fields
	 */
	public Message(Facts facts, String method, String path, String query, Fields headers) {
		this.facts = facts;
		this.method = method;
		this.path = path;
		this.sentPath = path;
		this.query = query;
		this.requestHeaders = headers;
	}

	/**
	 * Goes on with an answer or a refusal.
	 * @param next {@link Flow#RESPONSE} or {@link Flow#FAULT}
	 * @param sent the HTTP status
	 * @param headers its header fields
	 * @param code the fault's code, empty where it is an answer
	 */
	public void answered(Flow next, int sent, Fields headers, String code) {
		this.flow = next;
		this.status = sent;
		this.answerHeaders = headers;
		this.faultCode = code;
		this.body = null;
		this.bodyChanged = false;
		this.most = -1;
	}

	/**
	 * Hands the body in that a policy has asked for.
	 * @param bytes the body without any content coding, empty for none
	 */
	public void arrived(byte[] bytes) {
		this.body = bytes;
		this.bodyChanged = false;
	}

	public Flow flow() {
		return this.flow;
	}

	public String method() {
		return this.method;
	}

	void method(String changed) {
		this.method = changed;
	}

	/**
	 * The path below the API.
	 * @return percent-encoded, empty or starting with a slash
	 */
	public String path() {
		return this.path;
	}

	void path(String changed) {
		this.path = changed;
	}

	/** The path below the API as the client sent it. */
	String sentPath() {
		return this.sentPath;
	}

	/**
	 * The query.
	 * @return without its question mark, empty for none
	 */
	public String query() {
		return this.query;
	}

	void query(String changed) {
		this.query = changed;
	}

	/**
	 * The HTTP status of the answer.
	 * @return 0 before there is one
	 */
	public int status() {
		return this.status;
	}

	String faultCode() {
		return this.faultCode;
	}

	Facts facts() {
		return this.facts;
	}

	Fields requestHeaders() {
		return this.requestHeaders;
	}

	@Nullable Fields answerHeaders() {
		return this.answerHeaders;
	}

	/** The header fields of what is on its way now. */
	Fields headers() {
		return (this.flow == Flow.REQUEST) ? this.requestHeaders
				: Objects.requireNonNull(this.answerHeaders, "an answer has header fields");
	}

	Map<String, Object> properties() {
		return this.properties;
	}

	boolean isBodyKnown() {
		return this.body != null;
	}

	/**
	 * The body.
	 * @return the bytes, empty where there is none or nobody has asked for it
	 */
	public byte[] body() {
		byte[] known = this.body;
		return (known == null) ? EMPTY : known;
	}

	/** Replaces the body, and with it what the header fields say of it. */
	void body(byte[] bytes, String mediaType) {
		this.body = bytes;
		this.bodyChanged = true;
		headers().set("content-type", mediaType);
		Bodies.forgetOld(headers());
	}

	/**
	 * Tells whether a policy has replaced the body.
	 * @return true if it did
	 */
	public boolean isBodyChanged() {
		return this.bodyChanged;
	}

	/**
	 * Where a policy wants the call to go.
	 * @return one of the URLs in the policy's list, null for the API's own endpoint
	 */
	public @Nullable URI endpoint() {
		return this.endpoint;
	}

	void endpoint(URI chosen) {
		this.endpoint = chosen;
	}

	/**
	 * How long the body of what is on its way may be.
	 * @return a number of bytes, -1 for any
	 */
	public long most() {
		return this.most;
	}

	void most(long bytes) {
		this.most = (this.most < 0) ? bytes : Math.min(this.most, bytes);
	}

	/**
	 * A refusal of what is on its way now.
	 * @param ofRequest the reason where it is a call
	 * @param ofAnswer the reason where it is an answer
	 * @param detail what exactly is wrong
	 * @return the outcome
	 */
	Outcome refused(Refusal ofRequest, Refusal ofAnswer, String detail) {
		return new Outcome.Refused((this.flow == Flow.REQUEST) ? ofRequest : ofAnswer, detail);
	}

}
