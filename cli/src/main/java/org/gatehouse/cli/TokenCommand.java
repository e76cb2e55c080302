package org.gatehouse.cli;

import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Prints an access token for the REST APIs.
 */
@Command(name = "token", mixinStandardHelpOptions = true,
		description = "Prints an access token for the REST APIs, to be used with curl.")
final class TokenCommand implements Runnable {

	@Mixin
	private Connection connection = new Connection();

	@Option(names = "--scope", paramLabel = "SCOPE", split = "[ ,]",
			description = "The scopes to ask for (default: apim:api_view apim:subscribe).")
	private List<String> scopes = List.of("apim:api_view", "apim:subscribe");

	@Spec
	private @Nullable CommandSpec spec;

	@Override
	public void run() {
		String token = this.connection.open(this.scopes).accessToken();
		if (this.spec != null) {
			this.spec.commandLine().getOut().println(token);
		}
	}

}
