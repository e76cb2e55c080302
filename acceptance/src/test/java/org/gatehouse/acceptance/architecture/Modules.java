package org.gatehouse.acceptance.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/**
 * The class files of the modules, as this build compiled them.
 */
final class Modules {

	/** What Spring makes of the server's beans at build time. */
	private static final Pattern MADE_BY_SPRING = Pattern.compile(".*(__|\\$\\$SpringCGLIB)[^/]*\\.class");

	private static final List<String> ALL = List.of("common", "jose", "mediation", "db", "testkit", "web", "keymanager",
			"publisher", "store", "gateway-core", "management", "server", "cli");

	private Modules() {
	}

	/**
	 * Reads what the product is made of.
	 * @return the classes of all modules but this one and the benchmarks
	 */
	static JavaClasses production() {
		return read("classes", ALL);
	}

	/**
	 * Reads the tests of all modules.
	 * @return the test classes, without what is planted to be found
	 */
	static JavaClasses tests() {
		List<String> modules = new ArrayList<>(ALL);
		modules.add("acceptance");
		return read("test-classes", modules);
	}

	/**
	 * The root of the source tree.
	 * @return the folder with the root pom
	 */
	static Path root() {
		Path folder = Path.of("").toAbsolutePath();
		while (!Files.isDirectory(folder.resolve("gateway-core"))) {
			folder = folder.getParent();
			if (folder == null) {
				throw new IllegalStateException("run the tests inside the source tree");
			}
		}
		return folder;
	}

	private static JavaClasses read(String kind, List<String> modules) {
		List<Path> folders = modules.stream()
			.map((module) -> root().resolve(module).resolve("target").resolve(kind))
			.filter(Files::isDirectory)
			.toList();
		return new ClassFileImporter()
			.withImportOption(
					(location) -> !location.contains("/architecture/planted/") && !location.matches(MADE_BY_SPRING))
			.importPaths(folders);
	}

}
