package org.gatehouse.cli;

import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * Publishes an API; one that was never deployed is deployed with it.
 */
@Command(name = "publish", mixinStandardHelpOptions = true,
		description = "Publishes an API, so that the store shows it and the gateways answer for it.")
final class PublishCommand implements Runnable {

	@Mixin
	private Connection connection = new Connection();

	@Mixin
	private Output output = new Output();

	@Parameters(paramLabel = "API[:VERSION]",
			description = "Such as Orders:1.0.0; the version may be left out where there is one.")
	private String api = "";

	@Override
	public void run() {
		int colon = this.api.lastIndexOf(':');
		String name = (colon < 0) ? this.api : this.api.substring(0, colon);
		String version = (colon < 0) ? null : this.api.substring(colon + 1);
		RestSession session = this.connection.open(List.of("apim:api_view", "apim:api_publish"));
		JsonNode found = find(session, name, version);
		JsonNode answer = session.post(RestSession.PUBLISHER + "/apis/change-lifecycle?action=Publish&apiId="
				+ RestSession.encode(found.path("id").asString("")));
		this.output.show(answer,
				"published %s %s".formatted(found.path("name").asString(""), found.path("version").asString("")));
	}

	private static JsonNode find(RestSession session, String name, @Nullable String version) {
		List<JsonNode> named = session.list(RestSession.PUBLISHER + "/apis?query=" + RestSession.encode("name:" + name))
			.stream()
			.filter((api) -> api.path("name").asString("").equals(name))
			.toList();
		List<JsonNode> matching = named.stream()
			.filter((api) -> version == null || api.path("version").asString("").equals(version))
			.toList();
		if (matching.isEmpty()) {
			throw new CommandFailure(ExitCode.NOT_FOUND, named.isEmpty() ? "no API is named '" + name + "'"
					: "'" + name + "' has no version '" + version + "' (there are: " + versions(named) + ")");
		}
		if (matching.size() > 1) {
			throw new CommandFailure(ExitCode.USAGE,
					"'" + name + "' has several versions, name one: " + versions(matching));
		}
		return matching.getFirst();
	}

	private static String versions(List<JsonNode> apis) {
		return String.join(", ", apis.stream().map((api) -> api.path("version").asString("")).toList());
	}

}
