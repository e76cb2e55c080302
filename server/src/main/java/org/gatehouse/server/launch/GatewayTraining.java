package org.gatehouse.server.launch;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.gatehouse.server.StartRefusal;
import org.gatehouse.server.sample.SampleKey;
import org.gatehouse.server.settings.Setting;
import org.gatehouse.server.tls.TlsIdentity;
import tools.jackson.databind.json.JsonMapper;

/**
 * A gateway of its own in a process of its own, which follows the node that trains, and
 * is called like any other until the JDK knows what it needs.
 */
final class GatewayTraining implements AutoCloseable {

	/** Enough for the JDK to see which methods a call runs through. */
	private static final int CALLS = 200;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	/** What the JDK takes at most to write the cache when the process ends. */
	private static final Duration WRITING = Duration.ofMinutes(5);

	private final Process process;

	private final RunningNode controlPlane;

	private final Ports ports;

	private GatewayTraining(Process process, RunningNode controlPlane, Ports ports) {
		this.process = process;
		this.controlPlane = controlPlane;
		this.ports = ports;
	}

	/**
	 * Starts it.
	 * @param javaArguments the {@code java} command's argument file
	 * @param controlPlane what it follows
	 * @param data its data directory
	 * @param offset its ports
	 * @return the process, which may not be ready yet
	 */
	static GatewayTraining start(Path javaArguments, RunningNode controlPlane, Path data, int offset)
			throws IOException {
		LaunchedNode node = controlPlane.node();
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add("@" + javaArguments);
		command.addAll(List.of("-jar", System.getProperty("java.class.path"), "--train", "--roles", "gateway", "--data",
				data.toString(), "--port-offset", Integer.toString(offset)));
		ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.INHERIT)
			.redirectError(ProcessBuilder.Redirect.INHERIT);
		Map<String, String> environment = builder.environment();
		environment.put(Setting.CONTROL_PLANE_URL.variable(), "https://localhost:" + node.ports().web());
		environment.put(Setting.CONTROL_PLANE_CERTIFICATE.variable(), node.tls().certificateFile().toString());
		environment.put(Setting.NODE_TOKEN_FILE.variable(), node.data().keys().resolve("node.token").toString());
		shareCertificate(node.tls(), data.resolve("tls"));
		return new GatewayTraining(builder.start(), controlPlane, new Ports(offset));
	}

	/** Later starts do not make one either, nor load the library for it. */
	private static void shareCertificate(TlsIdentity identity, Path directory) throws IOException {
		Files.createDirectories(directory);
		for (Path file : List.of(identity.certificateFile(), identity.keyFile())) {
			Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
		}
	}

	/**
	 * Calls the sample API through it, with a token and without, with TLS and without.
	 */
	void call() throws IOException, InterruptedException {
		String plain = "http://localhost:" + this.ports.gatewayHttp();
		String tls = "https://localhost:" + this.ports.gatewayHttps();
		awaitReady(URI.create(plain + "/readyz"));
		try (HttpClient client = HttpClient.newBuilder()
			.sslContext(this.controlPlane.node().tls().clientContext())
			.connectTimeout(Duration.ofSeconds(5))
			.build()) {
			String token = token(client, tls);
			for (int count = 0; count < CALLS; count++) {
				String gateway = (count % 4 == 3) ? tls : plain;
				HttpRequest.Builder request = request(URI.create(gateway + "/bookshelf/1.0.0/books"));
				if (count % 20 != 19) {
					request.header("Authorization", "Bearer " + token);
				}
				client.send(request.build(), HttpResponse.BodyHandlers.discarding());
			}
		}
	}

	private void awaitReady(URI ready) throws InterruptedException {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		try (HttpClient client = HttpClient.newHttpClient()) {
			while (!answers(client, ready)) {
				if (System.nanoTime() > deadline || !this.process.isAlive()) {
					throw new StartRefusal("The gateway that is trained did not become ready");
				}
				Thread.sleep(100);
			}
		}
	}

	private static boolean answers(HttpClient client, URI ready) throws InterruptedException {
		try {
			return client.send(request(ready).build(), HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
		}
		catch (IOException _) {
			return false;
		}
	}

	private String token(HttpClient client, String gateway) throws IOException, InterruptedException {
		SampleKey key = Objects.requireNonNull(Objects.requireNonNull(this.controlPlane.sample()).key());
		String basic = URLEncoder.encode(key.consumerKey(), StandardCharsets.UTF_8) + ":"
				+ URLEncoder.encode(key.consumerSecret(), StandardCharsets.UTF_8);
		HttpRequest request = request(URI.create(gateway + "/token"))
			.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
			.build();
		String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
		return JsonMapper.shared().readTree(answer).path("access_token").asString();
	}

	private static HttpRequest.Builder request(URI uri) {
		return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
	}

	/** Lets the process end, and waits until the JDK has written what it learned. */
	@Override
	public void close() throws IOException, InterruptedException {
		this.process.getOutputStream().close();
		if (!this.process.waitFor(WRITING.toSeconds(), TimeUnit.SECONDS)) {
			this.process.destroyForcibly();
		}
	}

}
