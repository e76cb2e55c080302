package org.gatehouse.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which server a command talks to, and as whom. Mixed into every command that does.
 */
final class Connection {

	@Option(names = "--url", paramLabel = "URL", defaultValue = "${env:GATEHOUSE_URL:-https://localhost:9443}",
			description = "The server (default: GATEHOUSE_URL, or https://localhost:9443).")
	private URI url = URI.create("https://localhost:9443");

	@Option(names = "--user", paramLabel = "NAME", defaultValue = "${env:GATEHOUSE_USER:-admin}",
			description = "Who signs in (default: GATEHOUSE_USER, or admin).")
	private String user = "admin";

	@Option(names = "--password-stdin",
			description = "Read the password from the first line of standard input; otherwise GATEHOUSE_PASSWORD is used, or you are asked.")
	private boolean passwordStdin;

	@Option(names = "--cacert", paramLabel = "FILE", defaultValue = "${env:GATEHOUSE_CACERT}",
			description = "The certificate, in PEM, that vouches for the server (default: GATEHOUSE_CACERT, or those that Java knows).")
	private @Nullable Path cacert;

	/**
	 * Signs in.
	 * @param scopes what the command will do, as {@code apim:} scopes
	 * @return a session with the server
	 */
	RestSession open(List<String> scopes) {
		return RestSession.open(server(), this.user, password(), scopes);
	}

	/** Tells whether standard input is taken by the password. */
	boolean readsPasswordFromStdin() {
		return this.passwordStdin;
	}

	private RestServer server() {
		String scheme = this.url.getScheme();
		if (this.url.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
			throw new CommandFailure(ExitCode.USAGE,
					"--url: '" + this.url + "' (expected: such as https://localhost:9443)");
		}
		return new RestServer(this.url, this.cacert);
	}

	// The contract still allows null, which NullAway knows and this check does not.
	@SuppressWarnings("SystemConsoleNull")
	private String password() {
		if (this.passwordStdin) {
			return firstLine();
		}
		String fromEnvironment = System.getenv("GATEHOUSE_PASSWORD");
		if (fromEnvironment != null) {
			return fromEnvironment;
		}
		Console console = System.console();
		char[] typed = (console != null && console.isTerminal()) ? console.readPassword("Password of %s: ", this.user)
				: null;
		if (typed == null) {
			throw new CommandFailure(ExitCode.USAGE,
					"no password: set GATEHOUSE_PASSWORD, or pipe it in with --password-stdin");
		}
		return new String(typed);
	}

	private static String firstLine() {
		try {
			// Not closed: standard input belongs to the process.
			BufferedReader reader = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
			String line = reader.readLine();
			if (line == null || line.isEmpty()) {
				throw new CommandFailure(ExitCode.USAGE, "--password-stdin: standard input is empty");
			}
			return line;
		}
		catch (IOException ex) {
			throw new CommandFailure(ExitCode.FAILURE, "standard input cannot be read: " + ex.getMessage());
		}
	}

}
