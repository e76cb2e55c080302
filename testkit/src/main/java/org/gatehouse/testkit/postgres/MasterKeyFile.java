package org.gatehouse.testkit.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The master key of this JVM's tests: a new one, gone with the JVM.
 */
final class MasterKeyFile {

	private static final Path FILE = make();

	private MasterKeyFile() {
	}

	static String path() {
		return FILE.toString();
	}

	private static Path make() {
		try {
			Path directory = Files.createTempDirectory("gatehouse-test-keys");
			Path file = directory.resolve("master.key");
			directory.toFile().deleteOnExit();
			file.toFile().deleteOnExit();
			return file;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
