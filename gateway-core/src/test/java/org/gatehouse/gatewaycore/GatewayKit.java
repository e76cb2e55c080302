package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;

import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.application.KeyType;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.GatewayReport;
import org.gatehouse.common.snapshot.PasswordQuestion;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.common.snapshot.TokenState;
import org.gatehouse.common.snapshot.UserState;

/**
 * A real gateway on free ports, fed from memory, with an application that is known and a
 * client to call it. Changes are in force when a deploying method returns.
 */
public final class GatewayKit implements AutoCloseable {

	/** All of the gateway's tests can be run with another transport. */
	private static final Transport TRANSPORT = Transport
		.valueOf(System.getProperty("gatehouse.test.transport", "AUTO"));

	public static final String CONSUMER_KEY = "consumer-1";

	public static final String PASSWORD = "correct horse";

	public final MemoryFeed feed = new MemoryFeed();

	public final Map<String, TokenState> opaque = new ConcurrentHashMap<>();

	public final BlockingQueue<String> lookups = new LinkedBlockingQueue<>();

	/** The users that there are, all with the same password. */
	public final Map<String, UserState> users = new ConcurrentHashMap<>();

	public final BlockingQueue<PasswordQuestion> passwordsAsked = new LinkedBlockingQueue<>();

	public final BlockingQueue<GatewayReport> reports = new LinkedBlockingQueue<>();

	public final ApplicationId application = ApplicationId.random();

	public final TestBackend backend = new TestBackend();

	public final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private volatile Runnable onLookup = () -> {
	};

	private final Gateway gateway;

	public GatewayKit() {
		this(UnaryOperator.identity());
	}

	public GatewayKit(UnaryOperator<GatewayConfiguration> change) {
		this(change, Clock.systemUTC());
	}

	public GatewayKit(UnaryOperator<GatewayConfiguration> change, Clock clock) {
		this.feed.put(Fixtures.tiers().toArray(SnapshotEntry[]::new));
		this.feed.put(TestTokens.signingKey(TestTokens.KEY), Fixtures.application(this.application, "Unlimited"),
				Fixtures.key(CONSUMER_KEY, this.application, KeyType.PRODUCTION));
		InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
		GatewayConfiguration configuration = change.apply(GatewayConfiguration
			.of(new GatewayConfiguration.Node("node-1", "Default", "localhost"),
					new GatewayConfiguration.Listeners(anyPort, null, null), TestTokens.ISSUER, this.backend.url(""))
			.withTransport(TRANSPORT));
		try {
			this.gateway = Gateway.start(configuration, this.feed, (hash) -> {
				this.lookups.add(hash);
				this.onLookup.run();
				return CompletableFuture.supplyAsync(() -> Optional.ofNullable(this.opaque.get(hash)));
			}, (question) -> {
				this.passwordsAsked.add(question);
				return CompletableFuture.supplyAsync(() -> Optional.ofNullable(this.users.get(question.userName()))
					.filter((_) -> question.password().equals(PASSWORD)));
			}, this.reports::add, clock);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		await();
	}

	/** Does something on the loop of each call whose token has to be asked for. */
	public void onLookup(Runnable action) {
		this.onLookup = action;
	}

	public Gateway gateway() {
		return this.gateway;
	}

	public void deploy(SnapshotEntry... entries) {
		this.feed.put(entries);
		await();
	}

	/** Deploys what belongs to another tenant. */
	public void deployOf(TenantId tenant, SnapshotEntry... entries) {
		this.feed.putOf(tenant, entries);
		await();
	}

	public void remove(String key) {
		this.feed.remove(key);
		await();
	}

	/** Deploys an API with a subscription of the known application. */
	public SnapshotEntry.Subscription subscribe(Fixtures.ApiBuilder api, String tier) {
		SnapshotEntry.Subscription subscription = Fixtures.subscription(this.application, api.id(), tier);
		deploy(api.build(), subscription);
		return subscription;
	}

	private void await() {
		Waiting.until(() -> this.gateway.revision() >= this.feed.revision());
	}

	public HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.gateway.httpPort() + path))
			.timeout(Duration.ofSeconds(20));
	}

	public HttpResponse<String> get(String path, String... headers) {
		HttpRequest.Builder request = request(path);
		return send(((headers.length > 0) ? request.headers(headers) : request).build());
	}

	public HttpResponse<String> getWith(String token, String path) {
		return get(path, "Authorization", "Bearer " + token);
	}

	public HttpResponse<String> send(HttpRequest request) {
		try {
			return this.client.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Sends bytes as they are and reads until the gateway closes or is silent for a
	 * while.
	 */
	public String raw(String bytes) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.gateway.httpPort())) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
			socket.getOutputStream().flush();
			StringBuilder answer = new StringBuilder();
			byte[] buffer = new byte[8192];
			try {
				for (int n = socket.getInputStream().read(buffer); n >= 0; n = socket.getInputStream().read(buffer)) {
					answer.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
					socket.setSoTimeout(700);
				}
				answer.append("<closed>");
			}
			catch (java.net.SocketTimeoutException ex) {
				answer.append("<open>");
			}
			return answer.toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The client leaves first: the gateway lets those who are still there rest for a
	 * while.
	 */
	@Override
	public void close() {
		this.client.shutdownNow();
		this.gateway.close();
		this.backend.close();
	}

}
