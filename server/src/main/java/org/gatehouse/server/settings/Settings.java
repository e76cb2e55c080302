package org.gatehouse.server.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

import org.gatehouse.server.StartRefusal;

/**
 * What the operator has set. An unknown name stops the start, for a misspelt setting that
 * is passed over in silence is found out too late.
 */
public final class Settings {

	/** Read by the start script, the tests and the command line client. */
	private static final Set<String> OTHER_VARIABLES = Set.of("GATEHOUSE_JAVA_OPTS", "GATEHOUSE_NO_TRAINING",
			"GATEHOUSE_CHROMIUM", "GATEHOUSE_URL", "GATEHOUSE_USER", "GATEHOUSE_PASSWORD", "GATEHOUSE_CACERT");

	private static final String PROPERTY_PREFIX = "gatehouse.";

	private static final String VARIABLE_PREFIX = "GATEHOUSE_";

	private final Map<Setting, String> values;

	private Settings(Map<Setting, String> values) {
		this.values = values;
	}

	/**
	 * Reads the settings; the environment has precedence over the file.
	 * @param environment the process's environment
	 * @param file a properties file, which need not be there
	 * @return the settings
	 * @throws StartRefusal if a name is unknown or the file cannot be read
	 */
	public static Settings read(Map<String, String> environment, Path file) {
		Map<Setting, String> values = new EnumMap<>(Setting.class);
		lines(file).forEach((key, value) -> {
			String name = key.toString();
			Setting setting = Setting.ofProperty(name.startsWith(PROPERTY_PREFIX) ? name : PROPERTY_PREFIX + name)
				.orElseThrow(() -> new StartRefusal(
						file + ": unknown setting '" + name + "': correct or remove it (docs/settings.md has all)"));
			values.put(setting, value.toString());
		});
		environment.forEach((name, value) -> {
			if (name.startsWith(VARIABLE_PREFIX) && !OTHER_VARIABLES.contains(name)) {
				Setting setting = Setting.ofVariable(name)
					.orElseThrow(() -> new StartRefusal("Unknown environment variable " + name
							+ ": correct or unset it (docs/settings.md has all)"));
				values.put(setting, value);
			}
		});
		values.values().removeIf(String::isBlank);
		return new Settings(values);
	}

	/**
	 * A setting's value.
	 * @param setting which
	 * @return what was set, empty where nothing was
	 */
	public Optional<String> find(Setting setting) {
		return Optional.ofNullable(this.values.get(setting));
	}

	/**
	 * All that was set, for Spring's environment.
	 * @return values by property name
	 */
	public Map<String, String> byProperty() {
		Map<String, String> properties = new LinkedHashMap<>();
		this.values.forEach((setting, value) -> properties.put(setting.property(), value));
		return properties;
	}

	private static Properties lines(Path file) {
		Properties properties = new Properties();
		if (Files.exists(file)) {
			try (Reader reader = Files.newBufferedReader(file)) {
				properties.load(reader);
			}
			catch (IOException | IllegalArgumentException ex) {
				throw new StartRefusal(file + " cannot be read (" + ex.getMessage() + "): correct or remove it", ex);
			}
		}
		return properties;
	}

}
