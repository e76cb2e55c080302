package org.gatehouse.cli;

import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Lists things: {@code get apis}, {@code get applications}, {@code get signing-keys}.
 */
@Command(name = "get", mixinStandardHelpOptions = true, description = "Lists APIs, applications or signing keys.")
final class GetCommand {

	@Command(name = "apis", mixinStandardHelpOptions = true, description = "Lists the publisher's APIs.")
	void apis(@Mixin Connection connection, @Mixin Output output, @Option(names = { "-q", "--query" },
			paramLabel = "WORDS", description = "Only what the words find.") @Nullable String query) {
		RestSession session = connection.open(List.of("apim:api_view"));
		String path = RestSession.PUBLISHER + "/apis" + ((query != null) ? "?query=" + RestSession.encode(query) : "");
		output.show(session.list(path), List.of("name", "version", "context", "lifeCycleStatus", "id"));
	}

	@Command(name = "applications", mixinStandardHelpOptions = true, description = "Lists your applications.")
	void applications(@Mixin Connection connection, @Mixin Output output) {
		RestSession session = connection.open(List.of("apim:subscribe", "apim:app_manage"));
		output.show(session.list(RestSession.STORE + "/applications"),
				List.of("name", "throttlingPolicy", "subscriptionCount", "status", "applicationId"));
	}

	@Command(name = "signing-keys", mixinStandardHelpOptions = true, description = "Lists the keys that sign tokens.")
	void signingKeys(@Mixin Connection connection, @Mixin Output output) {
		RestSession session = connection.open(List.of("apim:admin"));
		output.show(session.list(RestSession.ADMIN + "/signing-keys"),
				List.of("keyId", "algorithm", "state", "activeFrom", "retiredAt"));
	}

}
