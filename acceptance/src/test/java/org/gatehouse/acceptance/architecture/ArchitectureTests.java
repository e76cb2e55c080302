package org.gatehouse.acceptance.architecture;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The house keeps its own rules.
 */
class ArchitectureTests {

	private static final String ROOT = "org.gatehouse";

	@TestFactory
	Stream<DynamicTest> theProductKeeps() {
		Map<String, ArchRule> rules = new LinkedHashMap<>(new ModuleRules(ROOT).all());
		rules.putAll(new StyleRules(ROOT).all());
		return checks(rules, Modules.production());
	}

	@TestFactory
	Stream<DynamicTest> theTestsKeep() {
		return checks(new StyleRules(ROOT).ofTests(), Modules.tests());
	}

	@Test
	void theRulesLookAtEveryModule() {
		JavaClasses classes = Modules.production();
		assertThat(Stream.of("common", "jose", "mediation", "db", "web", "keymanager", "publisher", "store",
				"gatewaycore", "management", "server", "cli"))
			.allSatisfy((module) -> assertThat(
					classes.stream().anyMatch((type) -> type.getPackageName().startsWith(ROOT + "." + module)))
				.as("classes of %s, compiled by this build", module)
				.isTrue());
	}

	private static Stream<DynamicTest> checks(Map<String, ArchRule> rules, JavaClasses classes) {
		return rules.entrySet()
			.stream()
			.map((rule) -> DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(classes)));
	}

}
