package org.gatehouse.publisher.definition;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * Run by hand over a directory of documents with a {@code manifest.tsv} (columns file,
 * expected, specification, operations): reads each and prints what became of it, what
 * differs from the manifest, and the tally. Files that end in {@code .gz} are unpacked
 * first.
 */
final class DefinitionCorpus {

	private static final System.Logger OUT = System.getLogger(DefinitionCorpus.class.getName());

	private DefinitionCorpus() {
	}

	public static void main(String[] arguments) throws IOException {
		Path directory = Path.of(arguments[0]);
		List<String> rows = Files.readAllLines(directory.resolve("manifest.tsv"));
		DefinitionReader reader = new DefinitionReader(DefinitionLimits.DEFAULT);
		Map<String, Integer> tally = new TreeMap<>();
		for (String row : rows.subList(1, rows.size())) {
			String[] columns = row.split("\t", -1);
			byte[] bytes = bytes(directory.resolve(columns[0]));
			long start = System.nanoTime();
			DefinitionResult result = reader.read(bytes);
			long millis = (System.nanoTime() - start) / 1_000_000;
			String outcome = outcome(result, Integer.parseInt(columns[3]));
			tally.merge(columns[1] + " " + outcome, 1, Integer::sum);
			OUT.log(System.Logger.Level.INFO,
					columns[1] + "\t" + outcome + "\t" + millis + " ms\t" + columns[0] + details(columns[1], result));
		}
		tally.forEach((outcome, count) -> OUT.log(System.Logger.Level.INFO, count + "\t" + outcome));
	}

	private static byte[] bytes(Path file) throws IOException {
		try (InputStream in = Files.newInputStream(file)) {
			return file.toString().endsWith(".gz") ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
		}
	}

	private static String outcome(DefinitionResult result, int operations) {
		return switch (result) {
			case Definition definition -> ((definition.operations().size() == operations) ? "imported"
					: "IMPORTED WITH " + definition.operations().size() + " OF " + operations + " OPERATIONS")
					+ (definition.warnings().isEmpty() ? "" : ", warned");
			case DefinitionRefusal refusal -> "refused " + refusal.reason();
		};
	}

	private static String details(String expected, DefinitionResult result) {
		List<DefinitionProblem> problems = switch (result) {
			case Definition definition -> expected.equals("IMPORT") ? List.of() : definition.warnings();
			case DefinitionRefusal refusal -> refusal.problems();
		};
		StringBuilder text = new StringBuilder();
		problems.stream().limit(8).forEach((problem) -> text.append("\n\t\t").append(problem));
		return text.toString();
	}

}
