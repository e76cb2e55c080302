package org.gatehouse.gatewaycore.transport;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import org.gatehouse.gatewaycore.Limits;
import org.gatehouse.gatewaycore.route.BackendTls;
import org.gatehouse.gatewaycore.route.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to backends, each on the event loop of the call that needs it. Names
 * are resolved on threads of their own, since the JDK's resolver blocks.
 */
final class Backends implements AutoCloseable {

	private static final String[] PROTOCOLS = { "TLSv1.3", "TLSv1.2" };

	private static final HttpDecoderConfig DECODER = new HttpDecoderConfig().setMaxInitialLineLength(8 * 1024)
		.setMaxHeaderSize(32 * 1024)
		.setMaxChunkSize(64 * 1024)
		.setAllowDuplicateContentLengths(false);

	/** HTTP/2 where the other side can, HTTP/1.1 otherwise (RFC 7301). */
	private static final ApplicationProtocolConfig BOTH = new ApplicationProtocolConfig(
			ApplicationProtocolConfig.Protocol.ALPN, ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
			ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT, ApplicationProtocolNames.HTTP_2,
			ApplicationProtocolNames.HTTP_1_1);

	private final Sockets sockets;

	private final Limits limits;

	private final SslContext backendTls;

	private final SslContext keyManagerTls;

	private final Cache<BackendTls, SslContext> specialTls = Caffeine.newBuilder()
		.weakKeys()
		.executor(Runnable::run)
		.build();

	private final ThreadPoolExecutor resolvers = new ThreadPoolExecutor(4, 4, 10, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), Thread.ofPlatform().daemon().name("gateway-resolver-", 0).factory());

	Backends(Sockets sockets, Limits limits, SSLContext backends, @Nullable SSLContext keyManager) {
		this.sockets = sockets;
		this.limits = limits;
		this.backendTls = clientTls(backends, BOTH);
		this.keyManagerTls = clientTls(keyManager, ApplicationProtocolConfig.DISABLED);
		this.resolvers.allowCoreThreadTimeOut(true);
	}

	static SslContext clientTls(@Nullable SSLContext context, ApplicationProtocolConfig applicationProtocols) {
		try {
			return new JdkSslContext((context != null) ? context : SSLContext.getDefault(), true, null,
					IdentityCipherSuiteFilter.INSTANCE, applicationProtocols, ClientAuth.NONE, PROTOCOLS, false);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every JDK has a default TLS context", ex);
		}
	}

	static SslContext serverTls(SSLContext context, ClientAuth clients) {
		return new JdkSslContext(context, false, null, IdentityCipherSuiteFilter.INSTANCE, BOTH, clients, PROTOCOLS,
				false);
	}

	/**
	 * Opens a connection.
	 * @param address where to
	 * @param upgrades whether it has to speak HTTP/1.1, which another protocol can follow
	 * @param millis how long it may take, 0 for the gateway's bound
	 * @param state the loop that it will belong to
	 * @param whenDone told on that loop
	 */
	void connect(Endpoint.Address address, boolean upgrades, int millis, LoopState state, Connected whenDone) {
		int bound = (millis > 0) ? millis : Math.toIntExact(this.limits.connectTimeout().toMillis());
		byte[] literal = NetUtil.createByteArrayFromIpAddressString(address.host());
		if (literal != null) {
			try {
				attempt(new Opening(address, upgrades, bound, state), List.of(InetAddress.getByAddress(literal)), 0,
						whenDone);
			}
			catch (UnknownHostException ex) {
				whenDone.done(null, ex);
			}
			return;
		}
		Executor loop = state.loop();
		this.resolvers.execute(() -> {
			try {
				List<InetAddress> found = List.of(InetAddress.getAllByName(address.host()));
				loop.execute(() -> attempt(new Opening(address, upgrades, bound, state), found, 0, whenDone));
			}
			catch (UnknownHostException ex) {
				loop.execute(() -> whenDone.done(null, ex));
			}
		});
	}

	private void attempt(Opening opening, List<InetAddress> found, int at, Connected whenDone) {
		ChannelFuture connecting = this.sockets.prepare(new Bootstrap())
			.group(opening.state.loop())
			.option(ChannelOption.TCP_NODELAY, true)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, opening.millis)
			.handler(opening)
			.connect(new InetSocketAddress(found.get(at), opening.address.port()));
		connecting.addListener((Future<Object> connected) -> {
			Throwable problem = connected.cause();
			if (problem == null) {
				opening.ready(whenDone);
			}
			else if (problem instanceof ConnectException && at + 1 < found.size()) {
				attempt(opening.again(), found, at + 1, whenDone);
			}
			else {
				whenDone.done(null, problem);
			}
		});
	}

	private SslContext tls(Endpoint.Address address) {
		BackendTls special = address.security();
		if (special != null) {
			return this.specialTls.get(special, (it) -> clientTls(it.context(), BOTH));
		}
		return address.keyManager() ? this.keyManagerTls : this.backendTls;
	}

	@Override
	public void close() {
		this.resolvers.shutdownNow();
	}

	/** Told how opening a connection went. */
	@FunctionalInterface
	interface Connected {

		void done(@Nullable BackHandler connection, @Nullable Throwable problem);

	}

	private final class Opening extends ChannelInitializer<Channel> {

		private final Endpoint.Address address;

		private final boolean upgrades;

		private final int millis;

		private final LoopState state;

		private @Nullable BackHandler handler;

		private @Nullable SslHandler tls;

		Opening(Endpoint.Address address, boolean upgrades, int millis, LoopState state) {
			this.address = address;
			this.upgrades = upgrades;
			this.millis = millis;
			this.state = state;
		}

		Opening again() {
			return new Opening(this.address, this.upgrades, this.millis, this.state);
		}

		@Override
		protected void initChannel(Channel channel) {
			if (!this.address.tls()) {
				this.handler = http1(channel);
				return;
			}
			SslContext context = tls(this.address);
			SslHandler ssl = context.newHandler(channel.alloc(), this.address.host(), this.address.port());
			SSLParameters parameters = ssl.engine().getSSLParameters();
			parameters.setEndpointIdentificationAlgorithm("HTTPS");
			if (this.upgrades) {
				parameters.setApplicationProtocols(new String[] { ApplicationProtocolNames.HTTP_1_1 });
			}
			ssl.engine().setSSLParameters(parameters);
			ssl.setHandshakeTimeoutMillis(this.millis);
			channel.pipeline().addLast(ssl);
			this.tls = ssl;
		}

		private BackHandler http1(Channel channel) {
			BackHandler.Decoder decoder = new BackHandler.Decoder(DECODER);
			BackHandler back = new BackHandler(this.address, this.state, channel);
			decoder.handler(back);
			channel.pipeline().addLast(new HttpRequestEncoder(), decoder, back);
			return back;
		}

		void ready(Connected whenDone) {
			SslHandler ssl = this.tls;
			if (ssl == null) {
				whenDone.done(this.handler, null);
				return;
			}
			ssl.handshakeFuture().addListener((Future<Channel> shaken) -> {
				if (!shaken.isSuccess()) {
					whenDone.done(null, shaken.cause());
				}
				else if (ApplicationProtocolNames.HTTP_2.equals(ssl.applicationProtocol())) {
					ChannelPipeline pipeline = shaken.getNow().pipeline();
					whenDone.done(SharedBackend.begin(pipeline, this.address, this.state).take(), null);
				}
				else {
					whenDone.done(http1(shaken.getNow()), null);
				}
			});
		}

	}

}
