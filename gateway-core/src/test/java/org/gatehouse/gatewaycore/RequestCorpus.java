package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Run by hand over a file of requests, one JSON object a line ({@code id}, {@code mode},
 * {@code raw_b64}, {@code strict_verdict}): sends each to a gateway, with a {@code Host}
 * where it has none, and prints where gateway and verdict differ, and the tally.
 */
final class RequestCorpus {

	private static final System.Logger OUT = System.getLogger(RequestCorpus.class.getName());

	private RequestCorpus() {
	}

	public static void main(String[] arguments) throws IOException {
		JsonMapper json = new JsonMapper();
		Map<String, Integer> tally = new TreeMap<>();
		try (GatewayKit kit = new GatewayKit((configuration) -> configuration.withAccessLog(false))) {
			for (String line : Files.readAllLines(Path.of(arguments[0]))) {
				JsonNode row = json.readTree(line);
				if (!row.get("mode").asString().equals("request")) {
					continue;
				}
				String raw = new String(Base64.getDecoder().decode(row.get("raw_b64").asString()),
						StandardCharsets.ISO_8859_1);
				String answer = kit.raw(withHost(raw));
				boolean refused = answer.matches("(?s).*HTTP/1\\.1 (400|414|417|431|505) .*");
				String outcome = row.get("strict_verdict").asString() + " -> "
						+ (refused ? "refused" : answer.startsWith("HTTP/1.1 ") ? "taken" : "waited for");
				tally.merge(outcome, 1, Integer::sum);
				OUT.log(System.Logger.Level.INFO, outcome + "\t" + row.get("id").asString() + "\t"
						+ row.get("preview").asString() + "\t" + answer.lines().findFirst().orElse(""));
			}
		}
		tally.forEach((outcome, count) -> OUT.log(System.Logger.Level.INFO, count + "\t" + outcome));
	}

	/**
	 * Most of the vectors leave out what HTTP/1.1 needs and a parser does not ask for.
	 */
	private static String withHost(String raw) {
		int end = raw.indexOf("\r\n", raw.startsWith("\r\n") ? 2 : 0);
		boolean old = raw.startsWith("HTTP/1.0", Math.max(end - 8, 0));
		return (end < 0 || old || raw.toLowerCase(java.util.Locale.ROOT).contains("\nhost:")) ? raw
				: raw.substring(0, end) + "\r\nHost: gateway" + raw.substring(end);
	}

}
