package org.gatehouse.gatewaycore;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.netty.channel.epoll.Epoll;
import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;

/**
 * A gateway in a virtual machine of its own, which has little memory or no native code:
 * tells its ports, and runs until nobody holds its standard input any more.
 */
final class SmallGateway implements AutoCloseable {

	private final Process process;

	private final String[] said;

	private SmallGateway(Process process, String[] said) {
		this.process = process;
		this.said = said;
	}

	/**
	 * Starts one.
	 * @param options for its virtual machine
	 * @param apis contexts and their endpoints in turn, open to everybody
	 */
	static SmallGateway start(List<String> options, String... apis) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
				"-cp", System.getProperty("java.class.path"), SmallGateway.class.getName()));
		command.addAll(List.of(apis));
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		BufferedReader out = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		for (String line = out.readLine(); line != null; line = out.readLine()) {
			if (line.startsWith("ready ")) {
				return new SmallGateway(process, line.split(" "));
			}
		}
		throw new IllegalStateException("the gateway has not started");
	}

	int httpPort() {
		return Integer.parseInt(this.said[1]);
	}

	int httpsPort() {
		return Integer.parseInt(this.said[2]);
	}

	boolean isNative() {
		return Boolean.parseBoolean(this.said[3]);
	}

	@Override
	public void close() throws IOException, InterruptedException {
		this.process.getOutputStream().close();
		if (!this.process.waitFor(Duration.ofSeconds(20))) {
			this.process.destroyForcibly();
		}
	}

	public static void main(String[] apis) throws IOException {
		InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
		TestCertificates certificate = TestCertificates.make(Files.createTempDirectory("small"), "dns:localhost");
		try (GatewayKit kit = new GatewayKit((configuration) -> configuration.withAccessLog(false)
			.withListeners(new GatewayConfiguration.Listeners(anyPort, anyPort, certificate.server(), null, true)))) {
			for (int i = 0; i < apis.length; i += 2) {
				kit.deploy(Fixtures.api(apis[i], URI.create(apis[i + 1]))
					.operations(Fixtures.operation(HttpVerb.GET, "/*", AuthType.NONE),
							Fixtures.operation(HttpVerb.POST, "/*", AuthType.NONE))
					.build());
			}
			System.out.println(
					"ready " + kit.gateway().httpPort() + " " + kit.gateway().httpsPort() + " " + Epoll.isAvailable());
			while (System.in.read() >= 0) {
				Thread.onSpinWait();
			}
		}
		finally {
			// Whatever else may still run, it was started for one test.
			Runtime.getRuntime().halt(0);
		}
	}

}
