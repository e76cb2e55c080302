package org.gatehouse.cli;

import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Has something secret take its turn: {@code rotate signing-key}.
 */
@Command(name = "rotate", mixinStandardHelpOptions = true, description = "Rotates the key that signs tokens.")
final class RotateCommand {

	@Command(name = "signing-key", mixinStandardHelpOptions = true,
			description = "Has a new key sign tokens from now on. Tokens issued before stay valid to their end.")
	void signingKey(@Mixin Connection connection, @Mixin Output output,
			@Option(names = { "-a", "--algorithm" }, paramLabel = "NAME", defaultValue = "RS256",
					description = "RS256, ES256 or EdDSA; ${DEFAULT-VALUE} where not said.") String algorithm) {
		RestSession session = connection.open(List.of("apim:admin"));
		JsonNode made = session.post(RestSession.ADMIN + "/signing-keys",
				JsonNodeFactory.instance.objectNode().put("algorithm", algorithm));
		output.show(made, "tokens are signed with %s (%s) now".formatted(made.path("keyId").asString(""),
				made.path("algorithm").asString("")));
	}

}
