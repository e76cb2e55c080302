package org.gatehouse.mediation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The page on policies tells of every policy as it is. */
class CatalogueDocumentTests {

	private static final Path PAGE = Path.of("..", "docs", "policies.md");

	@Test
	void thePageHasTheWholeCatalogueAsItIs() throws IOException {
		String page = Files.readString(PAGE);
		int from = page.indexOf("## The catalogue\n");
		int to = page.indexOf("\n## ", from + 1);
		assertThat(page.substring(from, to).strip()).isEqualTo(catalogue().strip());
	}

	private static String catalogue() {
		StringBuilder out = new StringBuilder("## The catalogue\n");
		for (PolicySpec spec : Catalogue.all()) {
			out.append("\n### `").append(spec.name()).append("` ").append(spec.version()).append(": ");
			out.append(spec.displayName()).append("\n\n");
			out.append(spec.description()).append(" Acts on: ");
			out.append(spec.flows().stream().sorted().map(Flow::wireName).collect(Collectors.joining(", ")));
			out.append('.').append(spec.needsDefinition() ? " Not in the API template." : "").append("\n");
			if (!spec.parameters().isEmpty()) {
				out.append("\n| parameter | type | default | what |\n| --- | --- | --- | --- |\n");
			}
			for (PolicyParameter parameter : spec.parameters()) {
				out.append("| `").append(parameter.name()).append("` | ").append(type(parameter)).append(" | ");
				out.append(otherwise(parameter)).append(" | ").append(parameter.description()).append(" |\n");
			}
		}
		return out.toString();
	}

	private static String type(PolicyParameter parameter) {
		return switch (parameter.type()) {
			case INTEGER -> parameter.least() + " to " + parameter.most();
			case ENUM -> String.join(", ", parameter.allowedValues());
			case BOOLEAN -> "true, false";
			case STRING -> "text";
			case TEMPLATE, TEXT -> "template";
			case LINES -> "lines";
			case EXPRESSION -> "expression";
			case REGEX -> "regular expression";
		};
	}

	private static String otherwise(PolicyParameter parameter) {
		if (parameter.required()) {
			return "required";
		}
		String value = parameter.defaultValue();
		return (value == null || value.isEmpty()) ? "empty" : "`" + value + "`";
	}

}
