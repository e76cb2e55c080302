package org.gatehouse.acceptance.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import com.puppycrawl.tools.checkstyle.Checker;
import com.puppycrawl.tools.checkstyle.ConfigurationLoader;
import com.puppycrawl.tools.checkstyle.PropertiesExpander;
import com.puppycrawl.tools.checkstyle.api.AuditEvent;
import com.puppycrawl.tools.checkstyle.api.AuditListener;
import com.puppycrawl.tools.checkstyle.api.CheckstyleException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The six checks of {@code config/checkstyle.xml} find what is planted for them, and read
 * the language level that we write in.
 */
class CheckstyleRulesTests {

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			MissingJavadocType | public class Planted { }
			AvoidStarImport    | import java.util.*; class Planted { }
			IllegalImport      | import com.fasterxml.jackson.databind.ObjectMapper; class Planted { }
			RegexpSingleline   | class Planted { } // TO" "DO later
			""")
	void aPlantedViolationIsFound(String check, String source) throws Exception {
		assertThat(check(source.replace("\" \"", ""))).containsExactly(check);
	}

	@Test
	void aMethodOfMoreThanSixtyLinesIsFound() throws Exception {
		assertThat(check("class Planted {\n void run() {\n" + "  run();\n".repeat(60) + " }\n}\n"))
			.containsExactly("MethodLength");
	}

	@Test
	void aFileOfMoreThanFourHundredLinesIsFound() throws Exception {
		assertThat(check("class Planted {\n" + "\n".repeat(400) + "}\n")).containsExactly("FileLength");
	}

	@Test
	void theLanguageLevelIsUnderstood() throws Exception {
		assertThat(check("""
				sealed interface Shape permits Circle, Square { }
				record Circle(double radius) implements Shape { }
				record Square(double side, String name) implements Shape { }
				class Area {
					static double of(Shape shape) {
						return switch (shape) {
							case Circle(double radius) when radius < 0 -> 0;
							case Circle(var radius) -> Math.PI * radius * radius;
							case Square(double side, _) -> side * side;
						};
					}
				}
				""")).isEmpty();
	}

	private List<String> check(String source) throws IOException, CheckstyleException {
		Path file = Files.writeString(this.folder.resolve("Planted.java"), source);
		Path rules = Modules.root().resolve("config/checkstyle.xml");
		Checker checker = new Checker();
		Findings findings = new Findings();
		try {
			checker.setModuleClassLoader(Checker.class.getClassLoader());
			checker.configure(
					ConfigurationLoader.loadConfiguration(rules.toString(), new PropertiesExpander(new Properties())));
			checker.addListener(findings);
			checker.process(List.of(file.toFile()));
		}
		finally {
			checker.destroy();
		}
		return findings.checks;
	}

	/** Remembers which checks found something. */
	private static final class Findings implements AuditListener {

		private final List<String> checks = new ArrayList<>();

		@Override
		public void addError(AuditEvent event) {
			String name = event.getSourceName();
			this.checks.add(name.substring(name.lastIndexOf('.') + 1).replace("Check", ""));
		}

		@Override
		public void addException(AuditEvent event, Throwable failure) {
			throw new AssertionError(failure);
		}

		@Override
		public void auditStarted(AuditEvent event) {
		}

		@Override
		public void auditFinished(AuditEvent event) {
		}

		@Override
		public void fileStarted(AuditEvent event) {
		}

		@Override
		public void fileFinished(AuditEvent event) {
		}

	}

}
