package org.gatehouse.publisher.definition;

import java.util.List;

import org.gatehouse.publisher.definition.DefinitionRefusal.Reason;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;

/**
 * YAML 1.2 by SnakeYAML Engine's events. Its loader would build objects before it could
 * be stopped, and Jackson's parser knows no aliases; the events give both limits and
 * lines.
 *
 * @param text the document
 * @param limits what to refuse
 */
record YamlSource(String text, DefinitionLimits limits) implements DocumentSource {

	@Override
	public JsonNode parse() throws RefusedDocument {
		return build(null);
	}

	@Override
	public List<DefinitionProblem> locate(List<DefinitionProblem> problems) {
		PositionIndex index = new PositionIndex(problems);
		try {
			build(index);
		}
		catch (RefusedDocument ex) {
			throw new IllegalStateException("a document that was read is refused: " + ex.getMessage(), ex);
		}
		return index.locate(problems);
	}

	private JsonNode build(@Nullable PositionIndex index) throws RefusedDocument {
		LoadSettings settings = LoadSettings.builder()
			.setLabel("document")
			.setCodePointLimit(this.limits.maxBytes())
			.setSchema(new CoreSchema())
			.build();
		try {
			Parser parser = new ParserImpl(settings, new StreamReader(settings, this.text));
			return new YamlTree(parser, this.limits, index).read();
		}
		catch (MarkedYamlEngineException ex) {
			DefinitionProblem problem = DefinitionProblem.at("", sentence(ex));
			Mark mark = ex.getProblemMark().or(ex::getContextMark).orElse(null);
			throw new RefusedDocument(Reason.UNREADABLE,
					(mark != null) ? problem.on(mark.getLine() + 1, mark.getColumn() + 1) : problem);
		}
		catch (ReaderException ex) {
			String message = "the character U+%04X is not allowed in YAML".formatted(ex.getCodePoint());
			throw new RefusedDocument(Reason.UNREADABLE,
					DefinitionProblem.at("", message).on(line(ex.getPosition()), 1));
		}
		catch (YamlEngineException ex) {
			throw new RefusedDocument(Reason.UNREADABLE, DefinitionProblem.at("", firstLine(ex.getMessage())));
		}
		catch (IndexOutOfBoundsException | NumberFormatException ex) {
			// The scanner's way of meeting some broken escapes and directives.
			throw new RefusedDocument(Reason.UNREADABLE, DefinitionProblem.at("", "malformed YAML"));
		}
	}

	private int line(int position) {
		int end = Math.min(Math.max(position, 0), this.text.length());
		return 1 + (int) this.text.substring(0, end).chars().filter((character) -> character == '\n').count();
	}

	private static String sentence(MarkedYamlEngineException ex) {
		String context = ex.getContext();
		String problem = (ex.getProblem() != null) ? ex.getProblem() : "malformed YAML";
		return (context != null) ? context + ": " + problem : problem;
	}

	private static String firstLine(@Nullable String message) {
		return (message != null) ? message.lines().findFirst().orElse("malformed YAML") : "malformed YAML";
	}

}
