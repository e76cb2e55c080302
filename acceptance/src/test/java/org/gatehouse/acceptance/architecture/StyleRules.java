package org.gatehouse.acceptance.architecture;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.persistence.Entity;
import org.jspecify.annotations.NullMarked;
import org.springframework.stereotype.Controller;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

/**
 * How code is written here, as far as it shows in class files.
 *
 * @param root the package that the modules' packages are below
 */
record StyleRules(String root) {

	private static final DescribedPredicate<JavaClass> CONTROLLER = DescribedPredicate.describe("a controller",
			(type) -> !type.isAnnotation()
					&& (type.isAnnotatedWith(Controller.class) || type.isMetaAnnotatedWith(Controller.class)));

	private static final Set<String> INJECTIONS = Set.of("org.springframework.beans.factory.annotation.Autowired",
			"org.springframework.beans.factory.annotation.Value", "jakarta.inject.Inject",
			"jakarta.annotation.Resource", "jakarta.persistence.PersistenceContext");

	private static final DescribedPredicate<JavaAnnotation<?>> INJECTED = DescribedPredicate.describe("for injection",
			(annotation) -> INJECTIONS.contains(annotation.getRawType().getName()));

	/**
	 * The rules for production code.
	 * @return each rule under the name by which its planted violation refers to it
	 */
	Map<String, ArchRule> all() {
		Map<String, ArchRule> rules = new LinkedHashMap<>();
		rules.put("no drawers as packages",
				noClasses().should()
					.resideInAnyPackage("..util..", "..utils..", "..helper..", "..helpers..", "..impl..", "..dto..",
							"..manager..")
					.because("a package is a feature: put the class beside the one that needs it"));
		rules.put("no drawers as classes",
				noClasses().should()
					.haveSimpleNameEndingWith("Util")
					.orShould()
					.haveSimpleNameEndingWith("Utils")
					.orShould()
					.haveSimpleNameEndingWith("Helper")
					.orShould()
					.haveSimpleNameEndingWith("Impl")
					.orShould()
					.haveSimpleNameEndingWith("Dto")
					.orShould()
					.haveSimpleNameEndingWith("Manager")
					.because("the name has to say what the class does: name it after its one task"));
		rules.put("no field injection",
				noFields().should()
					.beAnnotatedWith(INJECTED)
					.because("a class shows what it needs in its constructor: take it there, into a final field"));
		rules.put("controllers are package-private",
				classes().that(CONTROLLER)
					.should()
					.bePackagePrivate()
					.because("nobody calls a controller but the web: drop 'public'")
					.allowEmptyShould(true));
		rules.put("transactions begin in services", transactionsBeginInServices());
		rules.put("transactional methods are in services",
				noMethods().that()
					.areDeclaredInClassesThat(CONTROLLER)
					.should()
					.beAnnotatedWith(Transactional.class)
					.because("the service is the act: let the controller call one of its methods")
					.allowEmptyShould(true));
		rules.put("entities stay behind the service", codeUnits().that()
			.areDeclaredInClassesThat(CONTROLLER)
			.should(notInvolveEntities())
			.because("a page and REST must not change a row by accident: give out a view record, take in a form record")
			.allowEmptyShould(true));
		rules.put("packages are null-marked", classes().should(haveNullMarkedPackages())
			.because("NullAway checks marked packages only: add a package-info.java with @NullMarked"));
		rules.put("logs go through SLF4J",
				noClasses().should()
					.dependOnClassesThat()
					.resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..")
					.because("there is one log: use org.slf4j.Logger"));
		rules.put("only the console prints", onlyTheConsolePrints());
		return rules;
	}

	/**
	 * The rules for test code.
	 * @return each rule under the name by which its planted violation refers to it
	 */
	Map<String, ArchRule> ofTests() {
		return Map.of("tests do not sleep", noClasses().should()
			.callMethod(Thread.class, "sleep", long.class)
			.orShould()
			.callMethod(Thread.class, "sleep", Duration.class)
			.because(
					"a sleep is too short on a busy machine and too long on an idle one: wait for the condition (Awaitility), or move a test Clock"),
				"tests are not switched off",
				noClasses().should()
					.beAnnotatedWith("org.junit.jupiter.api.Disabled")
					.because("a test that does not run proves nothing: repair it or delete it"));
	}

	private ArchRule transactionsBeginInServices() {
		return classes().that()
			.areAnnotatedWith(Transactional.class)
			.should()
			.beAnnotatedWith(Service.class)
			.orShould()
			.resideInAPackage(this.root + ".db..")
			.because("a transaction is one act: begin it in a @Service method that is the whole act")
			.allowEmptyShould(true);
	}

	private ArchRule onlyTheConsolePrints() {
		return noClasses().that()
			.resideOutsideOfPackages(this.root + ".cli..", this.root + ".server..", this.root + ".benchmarks..",
					this.root + ".acceptance..", this.root + ".testkit..")
			.should()
			.accessField(System.class, "out")
			.orShould()
			.accessField(System.class, "err")
			.because("only the command line and the server's banner talk to a terminal: log through SLF4J");
	}

	private static ArchCondition<JavaCodeUnit> notInvolveEntities() {
		return new ArchCondition<>("not take or return entities") {

			@Override
			public void check(JavaCodeUnit unit, ConditionEvents events) {
				Set<JavaClass> involved = new HashSet<>(unit.getReturnType().getAllInvolvedRawTypes());
				unit.getParameterTypes().forEach((type) -> involved.addAll(type.getAllInvolvedRawTypes()));
				for (JavaClass type : involved) {
					boolean entity = type.isAnnotatedWith(Entity.class);
					events.add(new SimpleConditionEvent(unit, !entity,
							unit.getFullName() + " has the entity " + type.getName() + " in its signature"));
				}
			}

		};
	}

	private static ArchCondition<JavaClass> haveNullMarkedPackages() {
		return new ArchCondition<>("be in a @NullMarked package") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				boolean generated = type.getModifiers().contains(JavaModifier.SYNTHETIC);
				boolean marked = generated || type.getPackage().isAnnotatedWith(NullMarked.class);
				events.add(new SimpleConditionEvent(type, marked,
						"package " + type.getPackageName() + " of " + type.getSimpleName() + " is not @NullMarked"));
			}

		};
	}

}
