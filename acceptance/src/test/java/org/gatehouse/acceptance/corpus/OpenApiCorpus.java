package org.gatehouse.acceptance.corpus;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.gatehouse.acceptance.running.Answer;
import org.gatehouse.acceptance.running.Consumer;
import org.gatehouse.acceptance.running.HttpCaller;
import org.gatehouse.acceptance.running.People;
import org.gatehouse.acceptance.running.Provider;
import org.gatehouse.acceptance.running.RunningGatehouse;
import org.gatehouse.testkit.backend.RecordingBackend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Imports every OpenAPI document of a directory through REST, publishes and deploys each
 * that imports, and calls one of its operations through the gateway. A document is either
 * imported and called, or refused with a 4xx that names a place; everything else is a
 * failure.
 */
public final class OpenApiCorpus {

	private static final Logger log = LoggerFactory.getLogger(OpenApiCorpus.class);

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Provider provider;

	private final Consumer consumer;

	private final Consumer.App app;

	private final URI backend;

	/**
	 * A runner.
	 * @param server where to import
	 * @param backend where the APIs lead to; answers everything with 200
	 */
	OpenApiCorpus(RunningGatehouse server, URI backend) {
		People people = new People(server);
		this.provider = new Provider(people, "admin");
		this.consumer = new Consumer(server, people, "admin");
		this.app = this.consumer.application("corpus-" + System.nanoTime(), "Unlimited");
		this.backend = backend;
	}

	/**
	 * Runs over a directory on a server of its own and prints a report; ends with status
	 * 1 if anything failed. The directory may hold a {@code manifest.tsv} with the
	 * columns {@code file}, {@code expected} and {@code operations}.
	 * @param arguments the directory
	 * @throws IOException if it cannot be read
	 */
	public static void main(String[] arguments) throws IOException {
		try (RunningGatehouse server = RunningGatehouse.start(Map.of(), "--no-sample");
				RecordingBackend backend = RecordingBackend.start()) {
			CorpusReport report = new OpenApiCorpus(server, backend.uri()).run(Path.of(arguments[0]));
			System.out.println(report.text());
			System.exit(report.failed().isEmpty() ? 0 : 1);
		}
	}

	/**
	 * Runs over a directory.
	 * @param directory with documents, some gzipped
	 * @return what came of each
	 * @throws IOException if it cannot be read
	 */
	CorpusReport run(Path directory) throws IOException {
		Map<String, CorpusReport.Expectation> expectations = manifest(directory.resolve("manifest.tsv"));
		List<CorpusReport.Outcome> outcomes = new ArrayList<>();
		try (Stream<Path> files = Files.list(directory)) {
			List<Path> documents = files
				.filter((file) -> file.getFileName().toString().matches(".*\\.(json|ya?ml)(\\.gz)?"))
				.sorted()
				.toList();
			for (Path document : documents) {
				String name = document.getFileName().toString();
				CorpusReport.Outcome outcome = outcome(name, content(document), outcomes.size(),
						expectations.getOrDefault(name, CorpusReport.Expectation.NONE));
				log.info("{} {}", outcome.result(), name);
				outcomes.add(outcome);
			}
		}
		return new CorpusReport(outcomes);
	}

	private CorpusReport.Outcome outcome(String file, byte[] content, int number,
			CorpusReport.Expectation expectation) {
		try {
			Answer imported = this.provider.rest()
				.upload(Provider.ROOT + "/apis/import-openapi", file.replace(".gz", ""), content,
						Map.of("additionalProperties", JSON.writeValueAsString(properties(number))));
			if (imported.status() >= 400 && imported.status() < 500) {
				return CorpusReport.Outcome.refused(file, expectation, imported);
			}
			if (imported.status() != 201) {
				return CorpusReport.Outcome.failed(file, expectation,
						"import: " + imported.status() + " " + imported.body());
			}
			return called(file, expectation, imported.json());
		}
		catch (AssertionError | RuntimeException ex) {
			return CorpusReport.Outcome.failed(file, expectation, String.valueOf(ex.getMessage()));
		}
	}

	private CorpusReport.Outcome called(String file, CorpusReport.Expectation expectation, JsonNode api) {
		String id = api.path("id").asString("");
		this.provider.publish(id);
		this.consumer.subscribe(this.app, id, "Unlimited");
		JsonNode operations = api.path("operations");
		JsonNode chosen = operations.path(0);
		for (JsonNode operation : operations) {
			if (operation.path("verb").asString("").equals("GET")) {
				chosen = operation;
				break;
			}
		}
		String verb = chosen.path("verb").asString("");
		String path = api.path("context").asString("") + "/" + api.path("version").asString("")
				+ sample(chosen.path("target").asString(""));
		HttpCaller caller = this.app.calling(this.app.token(scopes(chosen))).with("Accept", "application/json");
		Answer answer = caller.call(verb, path);
		long deadline = System.nanoTime() + 3_000_000_000L;
		while (answer.status() != 200 && System.nanoTime() < deadline) {
			answer = caller.call(verb, path);
		}
		String problem = (answer.status() == 200) ? ""
				: verb + " " + path + ": " + answer.status() + " " + answer.body();
		return CorpusReport.Outcome.imported(file, expectation, operations.size(), problem);
	}

	private static String[] scopes(JsonNode operation) {
		List<String> scopes = new ArrayList<>();
		operation.path("scopes").forEach((scope) -> scopes.add(scope.asString("")));
		return scopes.toArray(String[]::new);
	}

	private Map<String, Object> properties(int number) {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("name", "Corpus" + number);
		properties.put("context", "/corpus/" + number);
		properties.put("version", "1.0.0");
		properties.put("policies", List.of("Unlimited"));
		properties.put("endpointConfig",
				Map.of("endpoint_type", "http", "production_endpoints", Map.of("url", this.backend.toString())));
		return properties;
	}

	private static String sample(String target) {
		return target.replaceAll("\\{[^}/]*}", "1").replace("*", "1").replace(" ", "%20");
	}

	private static byte[] content(Path document) throws IOException {
		byte[] bytes = Files.readAllBytes(document);
		if (!document.toString().endsWith(".gz")) {
			return bytes;
		}
		try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
			return unzipped.readAllBytes();
		}
	}

	private static Map<String, CorpusReport.Expectation> manifest(Path file) throws IOException {
		Map<String, CorpusReport.Expectation> expectations = new HashMap<>();
		if (Files.exists(file)) {
			List<String> lines = Files.readAllLines(file);
			List<String> columns = List.of(lines.getFirst().split("\t"));
			for (String line : lines.subList(1, lines.size())) {
				String[] cells = line.split("\t", -1);
				expectations.put(cells[columns.indexOf("file")],
						new CorpusReport.Expectation(cells[columns.indexOf("expected")],
								Integer.parseInt("0" + cells[columns.indexOf("operations")])));
			}
		}
		return expectations;
	}

}
