package org.gatehouse.acceptance.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * Which module may see which. Maven's dependencies say it first; these rules also catch
 * what comes in by a transitive dependency.
 *
 * @param root the package that the modules' packages are below: {@code org.gatehouse},
 * or, for a planted violation, another
 */
record ModuleRules(String root) {

	private static final List<String> ROLES = List.of("keymanager", "publisher", "store", "management");

	/**
	 * All rules of this kind.
	 * @return each rule under the name by which its planted violation refers to it
	 */
	Map<String, ArchRule> all() {
		Map<String, ArchRule> rules = new LinkedHashMap<>();
		rules.put("common sees nobody", commonSeesNobody());
		rules.put("jose sees nobody",
				mayNotSee("jose",
						List.of("common", "db", "web", "keymanager", "publisher", "store", "management", "server",
								"gatewaycore", "cli"),
						"who signs and who verifies share it: what it needs of the platform is a parameter"));
		rules.put("mediation sees common",
				mayNotSee("mediation",
						List.of("jose", "db", "web", "keymanager", "publisher", "store", "management", "server",
								"gatewaycore", "cli"),
						"who writes policies and who runs them share it: what it needs to know of a call is a Facts"));
		rules.put("db sees common", mayNotSee("db",
				List.of("web", "keymanager", "publisher", "store", "management", "server", "gatewaycore", "cli"),
				"the tables know nothing of who uses them: hand the value in as a parameter, or move the type to common"));
		rules.put("web sees common and db", mayNotSee("web",
				List.of("keymanager", "publisher", "store", "management", "server", "gatewaycore", "cli"),
				"what all portals share cannot know one of them: let the portal contribute a bean that web declares the type of"));
		for (String role : ROLES) {
			List<String> others = new ArrayList<>(ROLES);
			others.remove(role);
			others.addAll(List.of("server", "gatewaycore", "cli"));
			rules.put(role + " sees no other role", mayNotSee(role, others,
					"roles run on separate nodes: share state through db, rules and types through common, pages through web"));
		}
		rules.put("gateway sees common, jose and mediation", gatewaySeesCommon());
		rules.put("gateway has no Spring and no JPA", gatewayHasNoSpring());
		rules.put("cli talks REST",
				mayNotSee("cli",
						List.of("db", "web", "keymanager", "publisher", "store", "management", "server", "gatewaycore"),
						"the command line runs where no server is: call the REST API"));
		return rules;
	}

	private ArchRule commonSeesNobody() {
		return classes().that()
			.resideInAPackage(in("common"))
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(in("common"), "java..", "org.jspecify.annotations..",
					"com.fasterxml.jackson.annotation..")
			.because(
					"every module stands on common: a type that needs a library belongs to the module that has the library");
	}

	private ArchRule gatewaySeesCommon() {
		return mayNotSee("gatewaycore",
				List.of("db", "web", "keymanager", "publisher", "store", "management", "server", "cli"),
				"a gateway runs without a control plane beside it: send it what it has to know as a SnapshotEntry");
	}

	private ArchRule gatewayHasNoSpring() {
		return noClasses().that()
			.resideInAPackage(in("gatewaycore"))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", "jakarta.persistence..", "org.hibernate..", "org.thymeleaf..",
					"java.sql..", "javax.sql..")
			.because("the data plane is plain Java: take collaborators in the constructor and let server wire them");
	}

	private ArchRule mayNotSee(String module, List<String> others, String because) {
		return noClasses().that()
			.resideInAPackage(in(module))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(others.stream().map(this::in).toArray(String[]::new))
			.because(because);
	}

	private String in(String module) {
		return this.root + "." + module + "..";
	}

}
