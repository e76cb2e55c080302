package org.gatehouse.gatewaycore;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real Redis or Valkey on a free port, in a process of its own, which can be killed,
 * stopped and started again.
 */
public final class RedisServer implements AutoCloseable {

	private static final List<String> NAMES = List.of("redis-server", "valkey-server");

	private final int port;

	private final List<String> options;

	private Process process;

	public RedisServer(String... options) {
		this.port = freePort();
		this.options = List.of(options);
		this.process = launch();
	}

	static int freePort() {
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return free.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String executable() {
		for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
			for (String name : NAMES) {
				Path file = Path.of(folder, name);
				if (Files.isExecutable(file)) {
					return file.toString();
				}
			}
		}
		throw new IllegalStateException("Neither redis-server nor valkey-server is in a folder of PATH: install one, "
				+ "for instance with apt-get install redis-server");
	}

	private Process launch() {
		List<String> command = new ArrayList<>(List.of(executable(), "--port", String.valueOf(this.port), "--bind",
				"127.0.0.1", "--save", "", "--appendonly", "no"));
		command.addAll(this.options);
		try {
			Process launched = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			Runtime.getRuntime().addShutdownHook(new Thread(launched::destroyForcibly));
			Waiting.until(() -> answers() || !launched.isAlive());
			if (!launched.isAlive()) {
				throw new IllegalStateException(command + " does not answer");
			}
			return launched;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean answers() {
		try {
			return command("PING").matches("\\+PONG|-NOAUTH.*");
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** Sends one command and returns the first line of what comes back. */
	public String command(String line) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
			return String
				.valueOf(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
					.readLine());
		}
	}

	public URI url() {
		return URI.create("redis://127.0.0.1:" + this.port + "/0");
	}

	public void kill() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

	public void start() {
		this.process = launch();
	}

	/** Lets it stand still, with all its connections open. */
	public void stall() throws IOException, InterruptedException {
		signal("STOP");
	}

	public void goOn() throws IOException, InterruptedException {
		signal("CONT");
	}

	private void signal(String name) throws IOException, InterruptedException {
		Process sent = new ProcessBuilder("kill", "-" + name, String.valueOf(this.process.pid())).inheritIO().start();
		if (!sent.waitFor(10, TimeUnit.SECONDS) || sent.exitValue() != 0) {
			throw new IllegalStateException("kill -" + name + " failed");
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
