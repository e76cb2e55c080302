package org.gatehouse.gatewaycore.policy;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.gatehouse.common.runtime.Access;
import org.gatehouse.gatewaycore.assertion.AssertionRules;
import org.gatehouse.gatewaycore.endpoint.Course;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.gatehouse.gatewaycore.route.RequestTarget;
import org.gatehouse.gatewaycore.snapshot.CompiledApi;
import org.gatehouse.gatewaycore.snapshot.CompiledApplication;
import org.gatehouse.gatewaycore.snapshot.CompiledCertificate;
import org.gatehouse.gatewaycore.snapshot.CompiledCors;
import org.gatehouse.gatewaycore.snapshot.CompiledOperation;
import org.gatehouse.gatewaycore.snapshot.Snapshot;
import org.gatehouse.gatewaycore.token.AccessToken;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through the chain: what was sent, and what the policies have found
 * out about it so far. Used by one event loop.
 */
public final class Exchange extends Observed {

	private final Request request;

	private final @Nullable Snapshot snapshot;

	private final Executor loop;

	private String clientAddress;

	private @Nullable String origin;

	private @Nullable CompiledCors cors;

	private @Nullable Supplier<@Nullable String> certificate;

	private @Nullable RequestTarget target;

	private @Nullable CompiledApi api;

	private @Nullable CompiledOperation operation;

	private int prefixEnd;

	private @Nullable AccessToken token;

	private CompiledApplication.@Nullable Key key;

	private Access.@Nullable Scheme scheme;

	private @Nullable CompiledCertificate certified;

	private CompiledApplication.@Nullable Subscribed subscription;

	private @Nullable Endpoint endpoint;

	private String forwardTarget = "";

	private @Nullable AnswerTap tap;

	private @Nullable String namedEndpoint;

	private @Nullable AssertionRules assertionRules;

	private @Nullable String assertion;

	private @Nullable Course course;

	private boolean system;

	private boolean tokenOffered;

	private @Nullable MediatedCall mediated;

	private boolean proxied;

	/**
	 * Begins a call.
	 * @param request what was sent
	 * @param snapshot what the call is judged by, null where there is none yet
	 * @param loop runs what belongs to the call
	 */
	public Exchange(Request request, @Nullable Snapshot snapshot, Executor loop) {
		this.request = request;
		this.snapshot = snapshot;
		this.loop = loop;
		this.clientAddress = request.peerAddress();
		this.certificate = request.certificate();
	}

	/**
	 * What was sent.
	 *
	 * @param method the method as it was sent
	 * @param target the request target as it was sent
	 * @param headers the header fields; policies change them in place
	 * @param secure true over HTTPS
	 * @param peerAddress the IP address at the other end of the connection
	 * @param certificate tells the SHA-256 of the certificate that the other end has
	 * shown, in lower-case hex, or null where it has none; null where none was asked for
	 */
	public record Request(String method, String target, Headers headers, boolean secure, String peerAddress,
			@Nullable Supplier<@Nullable String> certificate) {

	}

	public Request request() {
		return this.request;
	}

	public Headers headers() {
		return this.request.headers();
	}

	public @Nullable Snapshot snapshot() {
		return this.snapshot;
	}

	Executor loop() {
		return this.loop;
	}

	/**
	 * Who calls.
	 * @return the IP address of the client, as far as trusted proxies tell
	 */
	public String clientAddress() {
		return this.clientAddress;
	}

	void clientAddress(String address) {
		this.clientAddress = address;
	}

	/**
	 * Tells whether the peer is a proxy that is trusted.
	 * @return true where what it says of a call is believed
	 */
	boolean isProxied() {
		return this.proxied;
	}

	void proxied() {
		this.proxied = true;
	}

	/** The fingerprint of the client's certificate, null where it has shown none. */
	@Nullable String certificate() {
		return (this.certificate == null) ? null : this.certificate.get();
	}

	/** A proxy that is trusted says which certificate its client has shown. */
	void certificate(Supplier<@Nullable String> word) {
		this.certificate = word;
	}

	/** The rules by which the gateway answers OPTIONS itself, null where it does not. */
	@Nullable CompiledCors cors() {
		return this.cors;
	}

	void cors(CompiledCors answered) {
		this.cors = answered;
	}

	@Nullable String origin() {
		return this.origin;
	}

	void origin(@Nullable String sent) {
		this.origin = sent;
	}

	/**
	 * The canonical reading of the request target.
	 * @return the target, null where it has none
	 */
	public @Nullable RequestTarget target() {
		RequestTarget read = this.target;
		if (read == null) {
			read = RequestTarget.read(this.request.target());
			this.target = read;
		}
		return read;
	}

	/** From here on the call asks for something else, such as without a secret. */
	void target(RequestTarget other) {
		this.target = other;
	}

	public @Nullable CompiledApi api() {
		return this.api;
	}

	public @Nullable CompiledOperation operation() {
		return this.operation;
	}

	void routed(CompiledApi found, @Nullable CompiledOperation how, int end) {
		this.api = found;
		this.operation = how;
		this.prefixEnd = end;
	}

	/**
	 * The prefix under which the API was called, such as {@code /orgnews/1.0.0}.
	 * @return a path without a slash at the end, empty where no API was called
	 */
	public String prefix() {
		RequestTarget read = this.target;
		return (read == null) ? "" : read.path().substring(0, this.prefixEnd);
	}

	CompiledApi routedApi() {
		return Objects.requireNonNull(this.api, "route comes before");
	}

	CompiledOperation routedOperation() {
		return Objects.requireNonNull(this.operation, "route comes before");
	}

	@Nullable AccessToken token() {
		return this.token;
	}

	CompiledApplication.@Nullable Key key() {
		return this.key;
	}

	/** By what the caller was found, null where nobody has asked. */
	Access.@Nullable Scheme scheme() {
		return this.scheme;
	}

	/** A user calls by the password, or a client by a certificate: of no application. */
	void authenticated(Access.Scheme by, AccessToken alone) {
		this.scheme = by;
		this.token = alone;
	}

	void authenticated(Access.Scheme by, AccessToken verified, CompiledApplication.Key client) {
		this.scheme = by;
		this.token = verified;
		this.key = client;
	}

	/** The certificate without which the call would not pass, null for none. */
	@Nullable CompiledCertificate certified() {
		return this.certified;
	}

	void certified(CompiledCertificate needed) {
		this.certified = needed;
	}

	CompiledApplication.@Nullable Subscribed subscription() {
		return this.subscription;
	}

	void subscription(CompiledApplication.Subscribed found) {
		this.subscription = found;
	}

	/**
	 * Where the call goes.
	 * @return the endpoint, null before the decision to forward
	 */
	public @Nullable Endpoint endpoint() {
		return this.endpoint;
	}

	/**
	 * What the endpoint is asked for.
	 * @return a request target in origin form
	 */
	public String forwardTarget() {
		return this.forwardTarget;
	}

	void forward(Endpoint to, String forwarded) {
		this.endpoint = to;
		this.forwardTarget = forwarded;
		forwarded();
	}

	/**
	 * How the call goes on where an endpoint fails.
	 * @return the call's way, null where there is one endpoint without rules of its own
	 */
	public @Nullable Course course() {
		return this.course;
	}

	void forward(Course way, String forwarded) {
		this.course = way;
		forward(way.endpoint(), forwarded);
	}

	/** Turns to the endpoint that {@link #course} now names. */
	public void turn() {
		Course way = Objects.requireNonNull(this.course, "only a call with several endpoints turns");
		this.endpoint = way.endpoint();
		this.forwardTarget = Objects.requireNonNull(way.requestTarget(), "looked at by the course");
	}

	/**
	 * Names the endpoint that the call is to go to. It goes there if the API's endpoints
	 * are chosen call by call and this is one of them, and is refused otherwise.
	 * @param name an endpoint's host, with or without its port, or an http or https URL
	 * at or below one of the API's endpoints
	 */
	public void nameEndpoint(String name) {
		this.namedEndpoint = name;
	}

	@Nullable String namedEndpoint() {
		return this.namedEndpoint;
	}

	/**
	 * How the backend is told who calls.
	 * @return the rules of the API's tenant, null where it has none
	 */
	public @Nullable AssertionRules assertionRules() {
		return this.assertionRules;
	}

	/**
	 * What the backend is told of who calls.
	 * @return a signed JWT, null for nothing
	 */
	public @Nullable String assertion() {
		return this.assertion;
	}

	void assertion(AssertionRules rules, @Nullable String signed) {
		this.assertionRules = rules;
		this.assertion = signed;
	}

	/**
	 * Who looks at the backend's answer as it passes.
	 * @return null where nobody does
	 */
	public @Nullable AnswerTap tap() {
		return this.tap;
	}

	void tap(AnswerTap taken) {
		this.tap = taken;
	}

	/**
	 * What an API's policies make of the call.
	 * @return null where there are none, or they have not been asked yet
	 */
	public @Nullable MediatedCall mediated() {
		return this.mediated;
	}

	void mediated(MediatedCall begun) {
		this.mediated = begun;
	}

	/**
	 * Tells whether the call is for the key manager rather than for an API.
	 * @return true for {@code /token} and its like
	 */
	public boolean isSystem() {
		return this.system;
	}

	void system() {
		this.system = true;
	}

	/** True where the token came as a subprotocol of a WebSocket. */
	boolean isTokenOffered() {
		return this.tokenOffered;
	}

	void tokenOffered() {
		this.tokenOffered = true;
	}

	@Override
	boolean isApiTraced() {
		CompiledApi found = this.api;
		Snapshot judge = this.snapshot;
		return found != null && judge != null && judge.isTraced(found.id());
	}

}
