package org.gatehouse.db.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once from the archive on the class path. Several JVMs
 * may unpack at the same time: each fills a directory of its own, the first to rename it
 * wins.
 */
final class PostgresBinaries {

	private static final int OWNER_EXECUTE = 0100;

	private PostgresBinaries() {
	}

	/**
	 * Unpacks the programs unless it was done before.
	 * @param parent where the versions' directories stand
	 * @return the directory with {@code bin}, {@code lib} and {@code share}
	 */
	static Path unpack(Path parent) {
		Path home = parent.resolve(version()).toAbsolutePath();
		if (Files.isDirectory(home)) {
			return home;
		}
		try {
			Files.createDirectories(parent);
			Path partial = Files.createTempDirectory(parent, "unpacking-");
			try {
				unpackArchive(partial);
				publish(partial, home);
			}
			finally {
				delete(partial);
			}
			return home;
		}
		catch (IOException ex) {
			throw new EmbeddedPostgresException("PostgreSQL's programs cannot be unpacked to " + parent + " (" + ex
					+ "): free space or choose another directory", ex);
		}
	}

	private static void publish(Path partial, Path home) throws IOException {
		try {
			Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (FileSystemException ex) {
			// Another JVM was faster; what it unpacked is the same.
			if (!Files.isDirectory(home)) {
				throw ex;
			}
		}
	}

	private static void unpackArchive(Path to) throws IOException {
		String name = archive();
		try (InputStream in = PostgresBinaries.class.getResourceAsStream("/" + name)) {
			if (in == null) {
				throw new EmbeddedPostgresException("No PostgreSQL for this system (" + name
						+ " is not on the class path): set GATEHOUSE_DB_URL to use an external one");
			}
			TarArchiveInputStream tar = new TarArchiveInputStream(
					new BufferedInputStream(new XZInputStream(new BufferedInputStream(in)), 1 << 16));
			for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
				unpackEntry(tar, entry, to);
			}
		}
		permit(to, true);
	}

	private static void unpackEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path to) throws IOException {
		Path file = to.resolve(entry.getName()).normalize();
		if (!file.startsWith(to)) {
			throw new IOException("entry outside of the archive: " + entry.getName());
		}
		if (entry.isDirectory()) {
			Files.createDirectories(file);
			permit(file, true);
			return;
		}
		Files.createDirectories(file.resolveSibling(".").normalize());
		if (entry.isSymbolicLink()) {
			try {
				Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
			}
			catch (FileAlreadyExistsException ex) {
				// An archive may name a link twice.
			}
			return;
		}
		Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
		permit(file, (entry.getMode() & OWNER_EXECUTE) != 0 || to.relativize(file).startsWith("bin"));
	}

	/** Whatever this JVM's umask: the server may run as another user than unpacks it. */
	private static void permit(Path file, boolean executable) throws IOException {
		if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			Files.setPosixFilePermissions(file,
					PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
		}
	}

	private static String archive() {
		String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
		String arch = "aarch64".equals(System.getProperty("os.arch")) ? "arm_64" : "x86_64";
		String system = os.contains("win") ? "windows" : os.contains("mac") ? "darwin" : "linux";
		return "postgres-" + system + "-" + arch + ".txz";
	}

	private static String version() {
		Properties properties = new Properties();
		try (InputStream in = PostgresBinaries.class.getResourceAsStream("embedded-postgres.properties")) {
			if (in == null) {
				throw new IllegalStateException("embedded-postgres.properties is not on the class path");
			}
			properties.load(in);
			return properties.getProperty("version");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static void delete(@Nullable Path directory) throws IOException {
		if (directory == null || !Files.exists(directory)) {
			return;
		}
		try (Stream<Path> files = Files.walk(directory)) {
			for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
				Files.deleteIfExists(file);
			}
		}
	}

}
