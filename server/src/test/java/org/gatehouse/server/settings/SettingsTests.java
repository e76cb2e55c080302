package org.gatehouse.server.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gatehouse.server.StartRefusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SettingsTests {

	@TempDir
	Path directory;

	@Test
	void environmentHasPrecedenceOverTheFile() throws IOException {
		Path file = Files.writeString(this.directory.resolve("gatehouse.properties"), "tiers=modern\nnode-id=one\n");
		Settings settings = Settings.read(Map.of("GATEHOUSE_NODE_ID", "two", "PATH", "/bin"), file);
		assertThat(settings.find(Setting.TIERS)).contains("modern");
		assertThat(settings.find(Setting.NODE_ID)).contains("two");
		assertThat(settings.byProperty()).containsEntry("gatehouse.node-id", "two");
	}

	@Test
	void aMisspeltVariableStopsTheStartByName() {
		assertThatExceptionOfType(StartRefusal.class)
			.isThrownBy(() -> Settings.read(Map.of("GATEHOUSE_DB_USR", "x"), this.directory.resolve("none")))
			.withMessageContaining("GATEHOUSE_DB_USR");
	}

	@Test
	void aMisspeltLineStopsTheStartByName() throws IOException {
		Path file = Files.writeString(this.directory.resolve("gatehouse.properties"), "gatehouse.teirs=modern\n");
		assertThatExceptionOfType(StartRefusal.class).isThrownBy(() -> Settings.read(Map.of(), file))
			.withMessageContaining("gatehouse.teirs");
	}

	@Test
	void theTableOfSettingsIsUpToDate() throws IOException {
		String table = Stream.of(Setting.values())
			.map((setting) -> "| `" + setting.variable() + "` | `" + setting.property() + "` | " + setting.fallback()
					+ " | " + setting.description() + " |\n")
			.collect(Collectors.joining());
		assertThat(Files.readString(Path.of("..", "docs", "settings.md"))).contains(table);
	}

}
