package org.gatehouse.gatewaycore.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.EventExecutor;
import org.gatehouse.gatewaycore.GatewayConfiguration;
import org.gatehouse.gatewaycore.Limits;
import org.gatehouse.gatewaycore.Transport;
import org.gatehouse.gatewaycore.credentials.TlsContexts;
import org.gatehouse.gatewaycore.metrics.Metrics;
import org.gatehouse.gatewaycore.policy.Chain;
import org.gatehouse.gatewaycore.policy.Exchange;
import org.gatehouse.gatewaycore.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners and the event loops behind them: epoll where the system has it, NIO
 * elsewhere. A call stays on one loop from the client to the backend and back.
 */
public final class Engine implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

	/** A loop that ends before a connection is closed may leave it open. */
	private static final long CLOSE_NANOS = 1_000_000_000;

	private final Chain chain;

	private final Supplier<@Nullable Snapshot> snapshots;

	private final Limits limits;

	private final HttpDecoderConfig decoder;

	private final EventLoopGroup loops;

	private final Backends backends;

	private final Map<EventExecutor, LoopState> states = new LinkedHashMap<>();

	private final List<Channel> servers = new ArrayList<>();

	private final Sockets sockets;

	private int httpPort = -1;

	private int httpsPort = -1;

	private int metricsPort = -1;

	private Engine(GatewayConfiguration configuration, Chain chain, Supplier<@Nullable Snapshot> snapshots,
			TlsContexts contexts) {
		this.chain = chain;
		this.snapshots = snapshots;
		this.limits = configuration.limits();
		this.decoder = FrontCodec.config(this.limits);
		this.sockets = Sockets.of(configuration.transport());
		this.loops = new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), this.sockets.loops());
		this.backends = new Backends(this.sockets, this.limits, contexts.common(), configuration.trust().keyManager());
		for (EventExecutor loop : this.loops) {
			LoopState state = new LoopState((EventLoop) loop, this.limits.backendIdle().toNanos());
			this.states.put(loop, state);
			loop.scheduleWithFixedDelay(state::sweep, LoopState.SWEEP_MILLIS, LoopState.SWEEP_MILLIS,
					TimeUnit.MILLISECONDS);
		}
	}

	/**
	 * Begins to listen.
	 * @param configuration where, and within which bounds
	 * @param chain what happens to calls
	 * @param snapshots what calls are judged by
	 * @param metrics what is told of them
	 * @param contexts how TLS is done with backends
	 * @return the running engine
	 * @throws IOException if an address cannot be had; nothing is left running then
	 */
	public static Engine start(GatewayConfiguration configuration, Chain chain, Supplier<@Nullable Snapshot> snapshots,
			Metrics metrics, TlsContexts contexts) throws IOException {
		Engine engine = new Engine(configuration, chain, snapshots, contexts);
		GatewayConfiguration.Listeners listeners = configuration.listeners();
		try {
			if (listeners.http() != null) {
				engine.httpPort = engine.listen(listeners.http(),
						engine.new Clients(null, null, listeners.http2Plain()));
			}
			if (listeners.https() != null) {
				SSLContext asking = listeners.askingTls();
				engine.httpsPort = engine.listen(listeners.https(),
						engine.new Clients(
								Backends.serverTls(Objects.requireNonNull(listeners.tls(), "checked by Listeners"),
										ClientAuth.NONE),
								(asking == null) ? null : Backends.serverTls(asking, ClientAuth.OPTIONAL), false));
			}
			if (listeners.metrics() != null) {
				engine.metricsPort = engine.listen(listeners.metrics(),
						new MetricsListener(() -> metrics.text(engine.revision(), engine.connected())));
			}
			return engine;
		}
		catch (IOException ex) {
			engine.close();
			throw ex;
		}
	}

	private int listen(InetSocketAddress address, ChannelHandler child) throws IOException {
		ChannelFuture binding = this.sockets.prepare(new ServerBootstrap())
			.group(this.loops)
			.option(ChannelOption.SO_BACKLOG, 4096)
			.option(ChannelOption.SO_REUSEADDR, true)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(child)
			.bind(address)
			.awaitUninterruptibly();
		Throwable problem = binding.cause();
		if (problem != null) {
			throw new IOException("cannot listen on " + address.getHostString() + ":" + address.getPort() + ": "
					+ problem.getMessage(), problem);
		}
		this.servers.add(binding.channel());
		return ((InetSocketAddress) binding.channel().localAddress()).getPort();
	}

	/**
	 * Tells whether a gateway could start with a transport.
	 * @param transport the transport
	 * @return false where this system does not have it, or forbids it
	 */
	public static boolean has(Transport transport) {
		return Sockets.has(transport);
	}

	/**
	 * The port for HTTP.
	 * @return the bound port, -1 where there is no such listener
	 */
	public int httpPort() {
		return this.httpPort;
	}

	/**
	 * The port for HTTPS.
	 * @return the bound port, -1 where there is no such listener
	 */
	public int httpsPort() {
		return this.httpsPort;
	}

	/**
	 * The port for metrics.
	 * @return the bound port, -1 where there is no such listener
	 */
	public int metricsPort() {
		return this.metricsPort;
	}

	private long revision() {
		Snapshot snapshot = this.snapshots.get();
		return (snapshot == null) ? 0 : snapshot.revision();
	}

	private int connected() {
		return this.states.values().stream().mapToInt(LoopState::connected).sum();
	}

	Chain chain() {
		return this.chain;
	}

	HttpDecoderConfig decoder() {
		return this.decoder;
	}

	/** What is known by now, null where nothing is. */
	@Nullable Snapshot snapshot() {
		return this.snapshots.get();
	}

	Exchange exchange(HttpRequest head, boolean secure, String peer, @Nullable PeerCertificate certificate,
			EventLoop loop) {
		return new Exchange(new Exchange.Request(head.method().name(), head.uri(), new NettyHeaders(head.headers()),
				secure, peer, certificate), this.snapshots.get(), loop);
	}

	Limits limits() {
		return this.limits;
	}

	Backends backends() {
		return this.backends;
	}

	static String peer(Channel channel) {
		SocketAddress remote = channel.remoteAddress();
		return (remote instanceof InetSocketAddress address) ? address.getAddress().getHostAddress() : "-";
	}

	void noteProblem(Throwable cause) {
		LOG.debug("a client's connection failed", cause);
	}

	/**
	 * Lets every answer be its connection's last, takes no more connections when the
	 * notice is over, lets calls finish within the limit, then closes.
	 */
	@Override
	public void close() {
		this.states.forEach((loop, state) -> loop.execute(state::drain));
		try {
			if (!this.servers.isEmpty()) {
				Thread.sleep(this.limits.notice());
			}
			this.servers.forEach((server) -> server.close().awaitUninterruptibly());
			awaitNoConnections(this.limits.drain().toNanos());
			this.states.forEach((loop, state) -> loop.execute(state::closeAll));
			awaitNoConnections(CLOSE_NANOS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.backends.close();
		this.loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
	}

	private void awaitNoConnections(long nanos) throws InterruptedException {
		long deadline = System.nanoTime() + nanos;
		while (connections() > 0 && System.nanoTime() - deadline < 0) {
			TimeUnit.MILLISECONDS.sleep(20);
		}
	}

	private int connections() throws InterruptedException {
		int all = 0;
		for (Map.Entry<EventExecutor, LoopState> entry : this.states.entrySet()) {
			try {
				all += entry.getKey().submit(entry.getValue()::connections).get();
			}
			catch (ExecutionException ex) {
				throw new IllegalStateException("counting does not fail", ex);
			}
		}
		return all;
	}

	/** Sets up a client's connection. */
	private final class Clients extends ChannelInitializer<Channel> {

		private final @Nullable SslContext tls;

		private final @Nullable SslContext askingTls;

		private final boolean bothPlain;

		Clients(@Nullable SslContext tls, @Nullable SslContext askingTls, boolean bothPlain) {
			this.tls = tls;
			this.askingTls = askingTls;
			this.bothPlain = bothPlain;
		}

		@Override
		protected void initChannel(Channel channel) {
			LoopState state = Objects.requireNonNull(Engine.this.states.get(channel.eventLoop()),
					"every loop has a state");
			if (this.tls != null) {
				channel.pipeline().addLast(tls(channel, this.tls), new Negotiation(Engine.this, state, channel));
			}
			else if (this.bothPlain) {
				channel.pipeline().addLast(new Preface(Engine.this, state, channel));
			}
			else {
				FrontHandler.begin(channel.pipeline(), Engine.this, state, false);
			}
		}

		/** Nobody is asked for a certificate as long as no API takes one. */
		private SslHandler tls(Channel channel, SslContext silent) {
			Snapshot snapshot = Engine.this.snapshots.get();
			if (this.askingTls == null || snapshot == null || !snapshot.asksForCertificates()) {
				return silent.newHandler(channel.alloc());
			}
			SslHandler handler = this.askingTls.newHandler(channel.alloc());
			PeerCertificate.ask(channel, handler.engine());
			return handler;
		}

	}

}
