package org.gatehouse.server.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.gatehouse.server.GatehouseServer;

/**
 * A server in a process of its own, as the start script runs it.
 */
final class ServerProcess implements AutoCloseable {

	private final Process process;

	private final Path data;

	private final List<String> output = new ArrayList<>();

	private ServerProcess(Process process, Path data) {
		this.process = process;
		this.data = data;
	}

	static ServerProcess run(Path data, Map<String, String> environment, String... arguments) {
		List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				GatehouseServer.class.getName(), "--data", data.toString()));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().keySet().removeIf((name) -> name.startsWith("GATEHOUSE_"));
		builder.environment().putAll(environment);
		try {
			return new ServerProcess(builder.start(), data);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Reads until a line has the text, or the process ends. */
	String await(String text) throws IOException {
		BufferedReader reader = this.process.inputReader();
		for (String line = reader.readLine(); line != null; line = reader.readLine()) {
			this.output.add(line);
			if (line.contains(text)) {
				return line;
			}
		}
		throw new IllegalStateException("ended before '" + text + "':\n" + String.join("\n", this.output));
	}

	/** Waits for the end. */
	int exitCode() throws IOException, InterruptedException {
		this.process.inputReader().lines().forEach(this.output::add);
		return this.process.waitFor();
	}

	List<String> output() {
		return List.copyOf(this.output);
	}

	void killWithoutWarning() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

	/** As Ctrl-C does. The handle leaves the output open, to be read to its end. */
	int stop() throws IOException, InterruptedException {
		this.process.toHandle().destroy();
		return exitCode();
	}

	int status(String url) throws Exception {
		try (HttpClient client = HttpClient.newBuilder().sslContext(trust()).build()) {
			return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
				.statusCode();
		}
	}

	private SSLContext trust() throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		try (InputStream certificate = Files.newInputStream(this.data.resolve("tls/gatehouse.crt"))) {
			store.setCertificateEntry("gatehouse",
					CertificateFactory.getInstance("X.509").generateCertificate(certificate));
		}
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(store);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trust.getTrustManagers(), null);
		return context;
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
			this.process.destroyForcibly();
		}
	}

}
