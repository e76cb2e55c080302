package org.gatehouse.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes an API from a document: {@code import openapi}.
 */
@Command(name = "import", mixinStandardHelpOptions = true, description = "Makes an API from a document.")
final class ImportCommand {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	@Command(name = "openapi", description = "Imports an OpenAPI 2.0, 3.0 or 3.1 document.")
	void openapi(@Mixin Connection connection, @Mixin Output output,
			@Parameters(paramLabel = "FILE", description = "The document; - reads standard input.") String file,
			@Option(names = "--name", paramLabel = "NAME",
					description = "The API's name (default: the document's title).") @Nullable String name,
			@Option(names = "--context", paramLabel = "PATH",
					description = "The URL prefix (default: made from the name).") @Nullable String context,
			@Option(names = "--version", paramLabel = "VERSION",
					description = "The API's version (default: the document's).") @Nullable String version,
			@Option(names = "--endpoint", paramLabel = "URL",
					description = "The backend (default: the document's first server).") @Nullable String endpoint,
			@Option(names = { "-h", "--help" }, usageHelp = true,
					description = "Show this help and exit.") boolean help) {
		if ("-".equals(file) && connection.readsPasswordFromStdin()) {
			throw new CommandFailure(ExitCode.USAGE,
					"standard input cannot be both password and document: set GATEHOUSE_PASSWORD");
		}
		byte[] document = read(file);
		RestSession session = connection.open(List.of("apim:api_create", "apim:api_view"));
		JsonNode api = session.upload(RestSession.PUBLISHER + "/apis/import-openapi", fileName(file), document,
				Map.of("additionalProperties", JSON.writeValueAsString(properties(name, context, version, endpoint))));
		output.show(api, "imported %s %s as %s".formatted(api.path("name").asString(""),
				api.path("version").asString(""), api.path("id").asString("")));
	}

	private static Map<String, Object> properties(@Nullable String name, @Nullable String context,
			@Nullable String version, @Nullable String endpoint) {
		Map<String, Object> properties = new LinkedHashMap<>();
		if (name != null) {
			properties.put("name", name);
		}
		if (context != null) {
			properties.put("context", context);
		}
		if (version != null) {
			properties.put("version", version);
		}
		if (endpoint != null) {
			properties.put("endpointConfig",
					Map.of("endpoint_type", "http", "production_endpoints", Map.of("url", endpoint)));
		}
		return properties;
	}

	private static String fileName(String file) {
		return "-".equals(file) ? "openapi.yaml" : String.valueOf(Path.of(file).getFileName());
	}

	private static byte[] read(String file) {
		try {
			return "-".equals(file) ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
		}
		catch (NoSuchFileException _) {
			throw new CommandFailure(ExitCode.USAGE, "no such file: " + file);
		}
		catch (IOException ex) {
			throw new CommandFailure(ExitCode.FAILURE, file + " cannot be read: " + ex.getMessage());
		}
	}

}
