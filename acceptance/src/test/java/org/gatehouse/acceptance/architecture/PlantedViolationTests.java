package org.gatehouse.acceptance.architecture;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every rule finds the class that was planted for it. Below {@code planted} stands a
 * small, wrong house with packages named as the modules' are.
 */
class PlantedViolationTests {

	private static final String ROOT = "org.gatehouse.acceptance.architecture.planted";

	private static final Map<String, String> PLANTED = Map.ofEntries(
			Map.entry("common sees nobody", "common.SpringInCommon"),
			Map.entry("jose sees nobody", "jose.ReadsTheDatabase"),
			Map.entry("mediation sees common", "mediation.ReadsTheDatabase"),
			Map.entry("db sees common", "db.RowThatKnowsAPortal"),
			Map.entry("web sees common and db", "web.PageThatKnowsAPortal"),
			Map.entry("keymanager sees no other role", "keymanager.SeesTheStore"),
			Map.entry("publisher sees no other role", "publisher.SeesTheStore"),
			Map.entry("store sees no other role", "store.SeesThePublisher"),
			Map.entry("management sees no other role", "management.SeesTheServer"),
			Map.entry("gateway sees common, jose and mediation", "gatewaycore.ReadsTheDatabase"),
			Map.entry("gateway has no Spring and no JPA", "gatewaycore.IsASpringBean"),
			Map.entry("cli talks REST", "cli.ReadsTheDatabase"),
			Map.entry("no drawers as packages", "publisher.util.Drawer"),
			Map.entry("no drawers as classes", "publisher.TokenHelper"),
			Map.entry("no field injection", "store.InjectsIntoAField"),
			Map.entry("controllers are package-private", "store.PublicController"),
			Map.entry("transactions begin in services", "store.TransactionalComponent"),
			Map.entry("transactional methods are in services", "store.TransactionalController"),
			Map.entry("entities stay behind the service", "store.EntityController"),
			Map.entry("packages are null-marked", "unmarked.InAnUnmarkedPackage"),
			Map.entry("logs go through SLF4J", "publisher.LogsByItself"),
			Map.entry("only the console prints", "publisher.Prints"),
			Map.entry("tests do not sleep", "tests.SleepingTest"),
			Map.entry("tests are not switched off", "tests.SwitchedOffTest"));

	private final JavaClasses planted = new ClassFileImporter().importPackages(ROOT);

	@TestFactory
	Stream<DynamicTest> finds() {
		return rules().entrySet()
			.stream()
			.map((rule) -> DynamicTest.dynamicTest(rule.getKey(), () -> assertFires(rule.getKey(), rule.getValue())));
	}

	@Test
	void everyRuleHasAPlantedViolation() {
		assertThat(PLANTED.keySet()).containsExactlyInAnyOrderElementsOf(rules().keySet());
	}

	private void assertFires(String name, ArchRule rule) {
		EvaluationResult result = rule.evaluate(this.planted);
		assertThat(result.hasViolation()).isTrue();
		assertThat(result.getFailureReport().getDetails())
			.anyMatch((detail) -> detail.contains(simpleName(PLANTED.getOrDefault(name, "?"))));
		assertThat(rule.getDescription()).contains("because");
	}

	private static String simpleName(String planted) {
		return planted.substring(planted.lastIndexOf('.') + 1);
	}

	private static Map<String, ArchRule> rules() {
		Map<String, ArchRule> rules = new LinkedHashMap<>(new ModuleRules(ROOT).all());
		StyleRules style = new StyleRules(ROOT);
		rules.putAll(style.all());
		rules.putAll(style.ofTests());
		return rules;
	}

}
