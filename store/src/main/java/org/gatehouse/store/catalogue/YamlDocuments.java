package org.gatehouse.store.catalogue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML the way OpenAPI means it, in which a scalar is what it would be in JSON: no
 * dates, no {@code yes} and {@code no} as truth values.
 */
final class YamlDocuments {

	private static final int MOST_CHARACTERS = 25_000_000;

	/**
	 * Reads a document.
	 * @param document YAML that was accepted when it was published
	 * @return its top-level object, empty where it has none
	 */
	@SuppressWarnings("unchecked")
	Map<String, @Nullable Object> read(String document) {
		LoaderOptions options = new LoaderOptions();
		options.setCodePointLimit(MOST_CHARACTERS);
		DumperOptions dumper = new DumperOptions();
		Yaml yaml = new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options, new JsonScalars());
		return (yaml.load(document) instanceof Map<?, ?> map) ? (Map<String, @Nullable Object>) map
				: new LinkedHashMap<>();
	}

	private static final class JsonScalars extends Resolver {

		@Override
		protected void addImplicitResolvers() {
			addImplicitResolver(Tag.BOOL, Pattern.compile("^(?:true|True|TRUE|false|False|FALSE)$"), "tTfF");
			addImplicitResolver(Tag.INT, Pattern.compile("^[-+]?[0-9]+$"), "-+0123456789");
			addImplicitResolver(Tag.FLOAT,
					Pattern.compile("^[-+]?(?:[0-9]+\\.[0-9]*|\\.[0-9]+|[0-9]+)(?:[eE][-+]?[0-9]+)?$"),
					"-+.0123456789");
			addImplicitResolver(Tag.NULL, Pattern.compile("^(?:~|null|Null|NULL|)$"), "~nN\0");
			addImplicitResolver(Tag.NULL, Pattern.compile("^$"), null);
			addImplicitResolver(Tag.MERGE, Pattern.compile("^(?:<<)$"), "<");
		}

	}

}
