package org.gatehouse.acceptance.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.impl.driver.Driver;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The clients of npm, in scripts of {@code src/test/node}. They run on the Node that
 * Playwright brings; npm fetches them, by their lock file, to {@code target/node}.
 */
class NodeClientsIT extends ClientJourney {

	private static final Path SCRIPTS = Path.of("src", "test", "node");

	private static final Path WORK = Path.of("target", "node").toAbsolutePath();

	@BeforeAll
	static void fetchTheClients() throws IOException, InterruptedException {
		Path lock = WORK.resolve("package-lock.json");
		boolean fetched = Files.isDirectory(WORK.resolve("node_modules")) && Files.exists(lock)
				&& Files.mismatch(lock, SCRIPTS.resolve("package-lock.json")) < 0;
		Files.createDirectories(WORK);
		try (var scripts = Files.list(SCRIPTS)) {
			for (Path script : scripts.toList()) {
				Files.copy(script, WORK.resolve(script.getFileName()), StandardCopyOption.REPLACE_EXISTING);
			}
		}
		if (!fetched) {
			Process npm;
			try {
				npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
					.directory(WORK.toFile())
					.redirectErrorStream(true)
					.start();
			}
			catch (IOException ex) {
				throw new AssertionError("the test needs npm: install it, for instance with 'apt-get install npm'", ex);
			}
			String said = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(npm.waitFor()).as(said).isZero();
		}
	}

	@Test
	void openidClientDoesAllThatItCan(Page page) throws IOException, InterruptedException {
		assertThat(run(page, "openid-client.js")).containsExactly("discovery", "registration", "code", "userinfo",
				"introspection", "refresh", "revocation", "replay refused", "client credentials", "device",
				"private_key_jwt");
	}

	@Test
	void oauth4webapiDoesAllThatItCan(Page page) throws IOException, InterruptedException {
		assertThat(run(page, "oauth4webapi.js")).containsExactly("discovery", "registration", "code", "userinfo",
				"refresh", "revocation", "device", "private_key_jwt", "introspection", "at+jwt");
	}

	private static List<String> run(Page page, String script) throws IOException, InterruptedException {
		Path failures = WORK.resolve(script + ".txt");
		ProcessBuilder builder = new ProcessBuilder(
				Driver.ensureDriverInstalled(Map.of(), false).driverDir().resolve("node").toString(), script)
			.directory(WORK.toFile())
			.redirectError(failures.toFile());
		builder.environment()
			.putAll(Map.of("ISSUER", ISSUER, "BACK", BACK.toString(), "INITIAL_TOKEN", INITIAL_TOKEN,
					"NODE_EXTRA_CA_CERTS", SERVER.certificate().toString()));
		Process node = builder.start();
		List<String> worked = new ArrayList<>();
		try (BufferedReader lines = node.inputReader(StandardCharsets.UTF_8);
				Writer answers = node.outputWriter(StandardCharsets.UTF_8)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				int blank = line.indexOf(' ');
				String said = line.substring(blank + 1);
				switch (line.substring(0, Math.max(blank, 0))) {
					case "SIGN-IN" -> answers.write(allow(page, URI.create(said), BACK) + "\n");
					case "LET-IN" -> {
						letIn(page, URI.create(said));
						answers.write("done\n");
					}
					case "WORKED" -> worked.add(said);
					default -> throw new AssertionError(line);
				}
				answers.flush();
			}
		}
		finally {
			if (!node.waitFor(10, TimeUnit.SECONDS)) {
				node.destroyForcibly();
			}
		}
		assertThat(node.exitValue()).as("after %s: %s", worked, Files.readString(failures)).isZero();
		return worked;
	}

}
