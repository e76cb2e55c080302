package org.gatehouse.server.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import org.gatehouse.server.StartRefusal;

/**
 * Runs once through everything that a start and the first requests need, on data and
 * ports of its own, so that the JDK can note it in an AOT cache when the process ends. A
 * gateway of its own, which needs a tenth of the classes, is trained in a process of its
 * own beside it.
 */
final class Training {

	private static final List<String> PAGES = List.of("/readyz", "/store", "/publisher", "/admin", "/login",
			"/.well-known/openid-configuration", "/oauth2/jwks", "/api/am/devportal/v3/apis");

	private final Start start;

	private final Runnable stop;

	Training(Start start, Runnable stop) {
		this.start = start;
		this.stop = stop;
	}

	/** Starts a node. */
	@FunctionalInterface
	interface Start {

		RunningNode start(StartOptions options) throws Exception;

	}

	int run(StartOptions options) throws Exception {
		return options.gatewayOnly() ? runGateway(options) : runNode(options);
	}

	private int runNode(StartOptions options) throws Exception {
		Path data = Files.createTempDirectory("gatehouse-training");
		try {
			StartOptions own = new StartOptions(data, freeOffset(options), options.roles(), true, true, null);
			RunningNode running = this.start.start(own);
			call(running.node());
			if (options.gatewayTraining() != null) {
				try (GatewayTraining gateway = GatewayTraining.start(options.gatewayTraining(), running,
						data.resolve("gateway"), freeOffset(options))) {
					gateway.call();
				}
			}
			return 0;
		}
		finally {
			this.stop.run();
			delete(data);
		}
	}

	/** Until whoever trains it has called it, and closes its standard input. */
	private int runGateway(StartOptions options) throws Exception {
		try {
			this.start.start(options);
			System.in.transferTo(OutputStream.nullOutputStream());
			return 0;
		}
		finally {
			this.stop.run();
		}
	}

	private static void call(LaunchedNode node) throws IOException, InterruptedException {
		try (HttpClient client = HttpClient.newBuilder()
			.sslContext(node.tls().clientContext())
			.followRedirects(HttpClient.Redirect.NORMAL)
			.connectTimeout(Duration.ofSeconds(5))
			.build()) {
			for (String page : PAGES) {
				get(client, "https://localhost:" + node.ports().web() + page);
			}
			get(client, "https://localhost:" + node.ports().gatewayHttps() + "/bookshelf/1.0.0/books");
		}
	}

	private static void get(HttpClient client, String url) throws IOException, InterruptedException {
		client.send(HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).build(),
				HttpResponse.BodyHandlers.discarding());
	}

	private static int freeOffset(StartOptions options) {
		InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
		for (int attempt = 0; attempt < 50; attempt++) {
			int offset = ThreadLocalRandom.current().nextInt(10_000, 20_000);
			if (new Ports(offset).free(loopback, options.roles())) {
				return offset;
			}
		}
		throw new StartRefusal("No free ports for the training run");
	}

	private static void delete(Path directory) throws IOException {
		try (Stream<Path> files = Files.walk(directory)) {
			for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
				Files.deleteIfExists(file);
			}
		}
	}

}
