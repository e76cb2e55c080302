package org.gatehouse.gatewaycore.counters;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.TrustManagerFactory;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import org.gatehouse.gatewaycore.throttle.SharedCounters;
import org.jspecify.annotations.Nullable;

/**
 * A connection to Redis or Valkey. A question is one call of a script, which nothing can
 * come between. A connection that breaks stays broken: what was sent on it is never sent
 * again, for it may have been counted.
 */
final class RedisStore implements CounterStore {

	private static final String SCRIPT = script();

	private final StatefulRedisConnection<String, String> connection;

	private final RedisAsyncCommands<String, String> commands;

	private final String digest;

	private RedisStore(StatefulRedisConnection<String, String> connection) {
		this.connection = connection;
		this.commands = connection.async();
		this.digest = this.commands.digest(SCRIPT);
	}

	/**
	 * Gets ready to connect.
	 * @param settings where to
	 * @return makes connections
	 * @throws IllegalStateException if the certificates to trust cannot be used
	 */
	static Connector connector(CounterSettings settings) {
		RedisURI.Builder to = RedisURI.builder()
			.withHost(settings.url().getHost().replaceAll("^\\[(.*)]$", "$1"))
			.withPort(settings.port())
			.withDatabase(settings.database())
			.withSsl(settings.secure())
			.withTimeout(Connections.CONNECT);
		String password = settings.password();
		if (password != null && settings.user() != null) {
			to.withAuthentication(settings.user(), password.toCharArray());
		}
		else if (password != null) {
			to.withPassword(password.toCharArray());
		}
		ClientResources resources = DefaultClientResources.builder()
			.ioThreadPoolSize(2)
			.computationThreadPoolSize(2)
			.build();
		RedisClient client = RedisClient.create(resources);
		client.setOptions(options(settings.trusted()));
		return new Connections(client, resources, to.build());
	}

	private static ClientOptions options(@Nullable Set<X509Certificate> trusted) {
		ClientOptions.Builder options = ClientOptions.builder()
			.autoReconnect(false)
			.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
			.timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
			.socketOptions(SocketOptions.builder()
				.connectTimeout(Connections.CONNECT)
				.keepAlive(true)
				.tcpNoDelay(true)
				.build());
		if (trusted != null) {
			options.sslOptions(SslOptions.builder().jdkSslProvider().trustManager(trusting(trusted)).build());
		}
		return options.build();
	}

	private static TrustManagerFactory trusting(Set<X509Certificate> certificates) {
		try {
			KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
			store.load(null, null);
			for (X509Certificate certificate : certificates) {
				store.setCertificateEntry(String.valueOf(store.size()), certificate);
			}
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init(store);
			return factory;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("the certificates that vouch for the counters cannot be used", ex);
		}
	}

	private static String script() {
		try (InputStream in = RedisStore.class.getResourceAsStream("count.lua")) {
			return new String(Objects.requireNonNull(in, "in the jar").readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public boolean isOpen() {
		return this.connection.isOpen();
	}

	@Override
	public CompletionStage<List<Long>> ask(List<SharedCounters.Count> counts) {
		String[] keys = new String[counts.size()];
		List<String> values = new ArrayList<>(6 * keys.length);
		for (int i = 0; i < keys.length; i++) {
			SharedCounters.Count count = counts.get(i);
			keys[i] = count.key();
			values.add(Long.toString(count.amount()));
			values.add(Long.toString(count.windowMillis()));
			values.add(count.hard() ? "1" : "0");
			values.add(Long.toString(count.owed()));
			values.add(Integer.toString(count.take()));
			values.add(Integer.toString(count.part()));
		}
		String[] arguments = values.toArray(String[]::new);
		CompletionStage<List<Long>> answer = this.commands.evalsha(this.digest, ScriptOutputType.MULTI, keys,
				arguments);
		return answer.exceptionallyCompose((problem) -> {
			if (isUnknownScript(problem)) {
				return this.commands.eval(SCRIPT, ScriptOutputType.MULTI, keys, arguments);
			}
			return CompletableFuture.failedStage(problem);
		});
	}

	private static boolean isUnknownScript(Throwable problem) {
		return problem instanceof RedisNoScriptException
				|| (problem instanceof CompletionException && problem.getCause() instanceof RedisNoScriptException);
	}

	@Override
	public void close() {
		this.connection.closeAsync();
	}

	/** Makes connections with one client. */
	private record Connections(RedisClient client, ClientResources resources, RedisURI to) implements Connector {

		private static final Duration CONNECT = Duration.ofSeconds(2);

		@Override
		public CompletionStage<CounterStore> connect() {
			return this.client.connectAsync(StringCodec.UTF8, this.to).thenApply(RedisStore::new);
		}

		@Override
		public void close() {
			this.client.shutdownAsync(0, 1, TimeUnit.SECONDS)
				.whenComplete((_, _) -> this.resources.shutdown(0, 1, TimeUnit.SECONDS));
		}

	}

}
