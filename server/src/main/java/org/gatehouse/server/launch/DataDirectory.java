package org.gatehouse.server.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Supplier;

import org.gatehouse.server.StartRefusal;

/**
 * Where a node keeps everything. One node at a time uses it; the operating system ends
 * the lock with the process, however that ends.
 */
public final class DataDirectory implements AutoCloseable {

	private final Path root;

	private final FileChannel lock;

	private DataDirectory(Path root, FileChannel lock) {
		this.root = root;
		this.lock = lock;
	}

	/**
	 * Takes a directory, made where there is none.
	 * @param path the directory
	 * @return the directory, locked
	 * @throws StartRefusal if it cannot be written or another node has it
	 */
	static DataDirectory open(Path path) {
		Path root = path.toAbsolutePath().normalize();
		try {
			Files.createDirectories(root);
			FileChannel lock = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE);
			if (lock.tryLock() == null) {
				lock.close();
				throw inUse(root);
			}
			DataDirectory data = new DataDirectory(root, lock);
			for (Path part : new Path[] { data.keys(), data.tls(), data.logs() }) {
				Files.createDirectories(part);
			}
			return data;
		}
		catch (OverlappingFileLockException ex) {
			throw inUse(root);
		}
		catch (IOException ex) {
			throw new StartRefusal("The data directory " + root + " cannot be written (" + ex.getClass().getSimpleName()
					+ "): make it writable for " + System.getProperty("user.name") + ", or name another with --data",
					ex);
		}
	}

	private static StartRefusal inUse(Path root) {
		return new StartRefusal(
				"Another running Gatehouse uses the data directory " + root + ": stop it, or name another with --data");
	}

	/**
	 * The directory itself.
	 * @return an absolute path
	 */
	public Path root() {
		return this.root;
	}

	/**
	 * Secrets of the node.
	 * @return the directory
	 */
	public Path keys() {
		return this.root.resolve("keys");
	}

	/**
	 * The certificate.
	 * @return the directory
	 */
	public Path tls() {
		return this.root.resolve("tls");
	}

	/**
	 * The logs.
	 * @return the directory
	 */
	public Path logs() {
		return this.root.resolve("logs");
	}

	/**
	 * The embedded PostgreSQL.
	 * @return the directory
	 */
	public Path postgres() {
		return this.root.resolve("postgres");
	}

	/**
	 * The last state that the gateway ran.
	 * @return the file
	 */
	public Path snapshot() {
		return this.root.resolve("gateway-snapshot.jsonl");
	}

	/**
	 * The operator's settings.
	 * @return the file, which need not be there
	 */
	public Path settings() {
		return this.root.resolve("gatehouse.properties");
	}

	/**
	 * Reads a value that was kept.
	 * @param file in this directory
	 * @return the value without space around it, empty where there is none
	 */
	public Optional<String> read(Path file) {
		try {
			return Files.exists(file) ? Optional.of(Files.readString(file).strip()).filter((value) -> !value.isEmpty())
					: Optional.empty();
		}
		catch (IOException ex) {
			throw new StartRefusal(file + " cannot be read (" + ex.getMessage() + "): make it readable", ex);
		}
	}

	/**
	 * Reads a value; keeps a new one where there is none, readable to the owner alone.
	 * @param file in this directory
	 * @param fresh makes the value
	 * @return the value
	 */
	public String readOrMake(Path file, Supplier<String> fresh) {
		return read(file).orElseGet(() -> {
			String value = fresh.get();
			writePrivate(file, value + "\n");
			return value;
		});
	}

	/**
	 * Writes a file whole or not at all, readable to the owner alone.
	 * @param file in this directory
	 * @param content its text
	 */
	public static void writePrivate(Path file, String content) {
		write(file, content, "rw-------");
	}

	/**
	 * Writes a file whole or not at all, readable to all.
	 * @param file in this directory
	 * @param content its text
	 */
	public static void writePublic(Path file, String content) {
		write(file, content, "rw-r--r--");
	}

	private static void write(Path file, String content, String permissions) {
		try {
			Path partial = file.resolveSibling(file.getFileName() + ".new");
			Files.deleteIfExists(partial);
			if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
				Files.createFile(partial,
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
			}
			Files.writeString(partial, content);
			Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new StartRefusal(file + " cannot be written (" + ex.getMessage() + "): make its directory writable",
					ex);
		}
	}

	@Override
	public void close() {
		try {
			this.lock.close();
		}
		catch (IOException ex) {
			// The end of the process releases it.
		}
	}

}
