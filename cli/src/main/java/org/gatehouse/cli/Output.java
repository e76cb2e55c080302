package org.gatehouse.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a command shows what it found. Mixed into every command that shows something.
 */
final class Output {

	/** The formats of {@code -o}. */
	enum Format {

		TABLE, JSON

	}

	private static final JsonMapper JSON_MAPPER = JsonMapper.builder()
		.enable(SerializationFeature.INDENT_OUTPUT)
		.build();

	@Spec(Spec.Target.MIXEE)
	private @Nullable CommandSpec command;

	@Option(names = { "-o", "--output" }, paramLabel = "FORMAT", defaultValue = "table",
			description = "${COMPLETION-CANDIDATES} (default: table).")
	private Format format = Format.TABLE;

	/**
	 * Shows a list.
	 * @param items the items as the server sent them; JSON shows all of each
	 * @param columns the fields that a table shows, in their order
	 */
	void show(List<JsonNode> items, List<String> columns) {
		switch (this.format) {
			case JSON -> out().println(JSON_MAPPER.writeValueAsString(items));
			case TABLE -> table(items, columns).forEach(out()::println);
		}
	}

	/**
	 * Shows what came of an act.
	 * @param item the thing as the server sent it
	 * @param sentence the same for a person
	 */
	void show(JsonNode item, String sentence) {
		switch (this.format) {
			case JSON -> out().println(JSON_MAPPER.writeValueAsString(item));
			case TABLE -> out().println(sentence);
		}
	}

	private PrintWriter out() {
		if (this.command == null) {
			throw new IllegalStateException("command: null (expected: set by picocli)");
		}
		return this.command.commandLine().getOut();
	}

	private static List<String> table(List<JsonNode> items, List<String> columns) {
		List<List<String>> rows = new ArrayList<>();
		rows.add(columns.stream().map(Output::heading).toList());
		for (JsonNode item : items) {
			rows.add(columns.stream().map((column) -> printable(item.path(column).asString(""))).toList());
		}
		List<Integer> widths = new ArrayList<>(Collections.nCopies(columns.size(), 0));
		for (List<String> row : rows) {
			for (int i = 0; i < row.size(); i++) {
				widths.set(i, Math.max(widths.get(i), row.get(i).length()));
			}
		}
		return rows.stream().map((row) -> line(row, widths)).toList();
	}

	private static String line(List<String> cells, List<Integer> widths) {
		StringBuilder line = new StringBuilder();
		for (int i = 0; i < cells.size(); i++) {
			line.append(cells.get(i)).repeat(' ', widths.get(i) - cells.get(i).length() + 2);
		}
		return line.toString().stripTrailing();
	}

	private static String heading(String column) {
		return column.replaceAll("([a-z])([A-Z])", "$1 $2").toUpperCase(Locale.ROOT);
	}

	/** A name may hold what moves a terminal's cursor; here it may not. */
	private static String printable(String value) {
		return value.replaceAll("\\p{Cntrl}", "?");
	}

}
