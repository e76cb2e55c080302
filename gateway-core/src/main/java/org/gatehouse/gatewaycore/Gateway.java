package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.util.ResourceLeakDetector;
import org.gatehouse.common.snapshot.ChangeFeed;
import org.gatehouse.gatewaycore.assertion.Assertions;
import org.gatehouse.gatewaycore.counters.CounterLink;
import org.gatehouse.gatewaycore.counters.CounterSettings;
import org.gatehouse.gatewaycore.credentials.EndpointSecrets;
import org.gatehouse.gatewaycore.credentials.TlsContexts;
import org.gatehouse.gatewaycore.endpoint.EndpointStates;
import org.gatehouse.gatewaycore.metrics.Metrics;
import org.gatehouse.gatewaycore.policy.Chain;
import org.gatehouse.gatewaycore.snapshot.GatewayReporter;
import org.gatehouse.gatewaycore.snapshot.Snapshot;
import org.gatehouse.gatewaycore.snapshot.SnapshotFollower;
import org.gatehouse.gatewaycore.throttle.Quotas;
import org.gatehouse.gatewaycore.throttle.SharedThrottle;
import org.gatehouse.gatewaycore.token.AccessTokens;
import org.gatehouse.gatewaycore.token.BasicUsers;
import org.gatehouse.gatewaycore.token.OpaqueTokens;
import org.gatehouse.gatewaycore.token.UserPasswords;
import org.gatehouse.gatewaycore.trace.TraceSink;
import org.gatehouse.gatewaycore.transport.Engine;
import org.jspecify.annotations.Nullable;

/**
 * A running gateway.
 */
public final class Gateway implements AutoCloseable {

	static {
		// Netty would follow one buffer in 128, and touch every message on its way for
		// it.
		if (System.getProperty("io.netty.leakDetection.level") == null) {
			ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
		}
	}

	private final SnapshotFollower follower;

	private final Engine engine;

	private final TraceSink traces;

	private final Assertions assertions;

	private final @Nullable CounterLink counters;

	private final AtomicBoolean closed;

	private Gateway(SnapshotFollower follower, Engine engine, TraceSink traces, Assertions assertions,
			@Nullable CounterLink counters, AtomicBoolean closed) {
		this.follower = follower;
		this.engine = engine;
		this.traces = traces;
		this.assertions = assertions;
		this.counters = counters;
		this.closed = closed;
	}

	/**
	 * Starts a gateway. It listens when this returns, and answers calls to APIs as soon
	 * as it has a snapshot; see {@link #isReady()}.
	 * @param configuration what it is told
	 * @param feed where it learns what it has to know
	 * @param tokens where it learns about opaque tokens
	 * @param passwords where it has users' passwords checked
	 * @param reporter where it tells what it runs
	 * @param clock the time
	 * @return the gateway
	 * @throws IOException if a port cannot be had; the message says which
	 */
	public static Gateway start(GatewayConfiguration configuration, ChangeFeed feed, OpaqueTokens tokens,
			UserPasswords passwords, GatewayReporter reporter, Clock clock) throws IOException {
		TlsContexts contexts = new TlsContexts(configuration.trust().backends());
		EndpointSecrets secrets = new EndpointSecrets(configuration.trust().sealer(), contexts, clock);
		EndpointStates endpoints = new EndpointStates(clock);
		Quotas quotas = new Quotas(clock);
		SnapshotFollower follower = new SnapshotFollower(configuration, feed, reporter, quotas, secrets, endpoints,
				clock);
		AccessTokens accessTokens = new AccessTokens(configuration.issuer(), tokens, clock);
		AtomicBoolean closed = new AtomicBoolean();
		Metrics metrics = new Metrics();
		metrics.also(endpoints::write);
		TraceSink traces = TraceSink.of(configuration.tracing(), configuration.node().id());
		Assertions assertions = new Assertions(clock);
		CounterSettings shared = configuration.counters();
		CounterLink counters = (shared == null) ? null : CounterLink.to(shared);
		try {
			Chain chain = Chain.of(configuration, accessTokens, new BasicUsers(passwords, clock), clock, closed::get,
					metrics, traces, assertions,
					(counters == null || shared == null) ? null : together(counters, shared, quotas, metrics));
			Engine engine = Engine.start(configuration, chain, follower, metrics, contexts);
			follower.start();
			return new Gateway(follower, engine, traces, assertions, counters, closed);
		}
		catch (IOException ex) {
			if (counters != null) {
				counters.close();
			}
			throw ex;
		}
	}

	private static SharedThrottle together(CounterLink counters, CounterSettings settings, Quotas quotas,
			Metrics metrics) {
		SharedThrottle throttle = new SharedThrottle(counters, quotas, settings.mode() == CounterSettings.Mode.FAST);
		counters.onTick(throttle::settle);
		metrics.also(counters::write);
		return throttle;
	}

	/**
	 * The port for HTTP.
	 * @return the bound port, -1 where there is no such listener
	 */
	public int httpPort() {
		return this.engine.httpPort();
	}

	/**
	 * The port for HTTPS.
	 * @return the bound port, -1 where there is no such listener
	 */
	public int httpsPort() {
		return this.engine.httpsPort();
	}

	/**
	 * The port for {@code GET /metrics}.
	 * @return the bound port, -1 where there is no such listener
	 */
	public int metricsPort() {
		return this.engine.metricsPort();
	}

	/**
	 * The revision that the gateway runs.
	 * @return a revision of the feed, 0 before the first
	 */
	public long revision() {
		Snapshot snapshot = this.follower.get();
		return (snapshot == null) ? 0 : snapshot.revision();
	}

	/**
	 * How far the gateway has read, which may be more than it runs while it reads a state
	 * that comes in parts.
	 * @return a revision of the feed, 0 before the first part
	 */
	public long readRevision() {
		return this.follower.readRevision();
	}

	/**
	 * Tells whether the gateway has compiled a snapshot.
	 * @return true where calls are answered
	 */
	public boolean isReady() {
		return this.follower.get() != null;
	}

	/**
	 * Stops: {@code /readyz} says 503 at once; when {@link Limits#notice()} is over,
	 * takes no more connections; lets the calls that run or still come on open
	 * connections finish, each with {@code Connection: close}, for at most
	 * {@link Limits#drain()}; then closes. Does nothing the second time.
	 */
	@Override
	public void close() {
		if (this.closed.getAndSet(true)) {
			return;
		}
		this.engine.close();
		this.assertions.close();
		this.follower.close();
		this.traces.close();
		if (this.counters != null) {
			this.counters.close();
		}
	}

}
