package org.gatehouse.acceptance.readme;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Executes the README: starts the platform as it says, runs each {@code console} block
 * and compares what comes out, and pastes the commands that the start ends with. Ports
 * and data directory are moved aside, so that a running platform is left alone.
 */
class ReadmeIT {

	private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);

	private static final Pattern PORT = Pattern.compile("localhost:(\\d+)");

	private final Path root = root();

	private final int offset = ThreadLocalRandom.current().nextInt(9000, 9500);

	@TempDir
	Path data;

	@Test
	void whatTheReadmeSaysIsSo() throws IOException, InterruptedException {
		List<Block> blocks = blocks(Files.readString(this.root.resolve("README.md")));
		assertThat(blocks).extracting(Block::text).contains("./gatehouse start\n", "./gatehouse test\n");
		Path console = this.data.resolve("console.txt");
		Process start = bash("exec ./gatehouse start --data '" + this.data + "' --port-offset " + this.offset)
			.redirectOutput(console.toFile())
			.start();
		try {
			Awaitility.await()
				.atMost(Duration.ofMinutes(10))
				.pollInterval(Duration.ofMillis(500))
				.until(() -> !start.isAlive() || Files.readString(console).contains("Stop: Ctrl-C"));
			String banner = Files.readString(console);
			assertThat(start.isAlive()).as(banner).isTrue();
			for (Block block : blocks) {
				if (block.language().equals("console")) {
					assertOutput(block);
				}
			}
			assertPasted(banner);
		}
		finally {
			start.destroy();
			start.waitFor(30, TimeUnit.SECONDS);
		}
		assertThat(start.exitValue()).as("Ctrl-C is no failure").isIn(0, 143);
	}

	private void assertOutput(Block block) throws IOException, InterruptedException {
		List<String> lines = block.text().lines().toList();
		String command = lines.getFirst().substring("$ ".length());
		String expected = String.join("\n", lines.subList(1, lines.size()));
		assertThat(run(moved(command)).strip()).as(command).isEqualTo(expected.strip());
	}

	private void assertPasted(String banner) throws IOException, InterruptedException {
		List<String> commands = banner.lines()
			.filter((line) -> line.startsWith("TOKEN=") || line.startsWith("curl "))
			.toList();
		assertThat(commands).as(banner).hasSize(3);
		assertThat(run(String.join("\necho NEXT\n", commands)).split("NEXT")).satisfiesExactly(
				(token) -> assertThat(token).isBlank(), (called) -> assertThat(called).contains(" 200"),
				(refused) -> assertThat(refused).contains(" 401"));
	}

	/** Ports and data directory are others here than in the README. */
	private String moved(String command) {
		Matcher port = PORT.matcher(command.replace("data/tls", this.data + "/tls"));
		return port.replaceAll((found) -> "localhost:" + (Integer.parseInt(found.group(1)) + this.offset));
	}

	private String run(String script) throws IOException, InterruptedException {
		Process process = bash(script).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		process.waitFor();
		return output;
	}

	private ProcessBuilder bash(String script) {
		ProcessBuilder builder = new ProcessBuilder("bash", "-c", script).directory(this.root.toFile())
			.redirectErrorStream(true);
		builder.environment().keySet().removeIf((name) -> name.startsWith("GATEHOUSE_"));
		builder.environment().put("GATEHOUSE_NO_TRAINING", "true");
		return builder;
	}

	private static List<Block> blocks(String markdown) {
		List<Block> blocks = new ArrayList<>();
		Matcher matcher = BLOCK.matcher(markdown);
		while (matcher.find()) {
			blocks.add(new Block(matcher.group(1), matcher.group(2)));
		}
		return blocks;
	}

	private static Path root() {
		return Stream.iterate(Path.of("").toAbsolutePath(), (folder) -> folder != null, Path::getParent)
			.filter((folder) -> Files.exists(folder.resolve("README.md")) && Files.exists(folder.resolve("gatehouse")))
			.findFirst()
			.orElseThrow();
	}

	/** A fenced block. */
	private record Block(String language, String text) {

	}

}
