package org.gatehouse.gatewaycore.snapshot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

import org.gatehouse.common.snapshot.ChangeBatch;
import org.gatehouse.common.snapshot.SnapshotEntry;
import tools.jackson.core.JacksonException;

/**
 * The last good state on disk, in the form in which the feed tells a whole state. A crash
 * leaves the former file or the new one, never a part.
 */
final class SnapshotFile {

	private final Path file;

	SnapshotFile(Path file) {
		this.file = file;
	}

	/**
	 * Reads what was kept.
	 * @return the whole state, empty where there is no file
	 * @throws IOException if there is a file that cannot be used; the message says why
	 */
	Optional<ChangeBatch> read() throws IOException {
		try {
			ChangeBatch batch = SnapshotJson.MAPPER.readValue(Files.readAllBytes(this.file), ChangeBatch.class);
			if (batch.schemaVersion() != SnapshotEntry.SCHEMA_VERSION || batch.since() != 0) {
				throw new IOException("schema version: " + batch.schemaVersion() + " (expected: "
						+ SnapshotEntry.SCHEMA_VERSION + ")");
			}
			return Optional.of(batch);
		}
		catch (NoSuchFileException ex) {
			return Optional.empty();
		}
		catch (JacksonException ex) {
			throw new IOException("'" + this.file + "' cannot be read: " + ex.getOriginalMessage(), ex);
		}
	}

	/**
	 * Keeps a state.
	 * @param state the whole state
	 * @throws IOException if it cannot be written; what was kept before stays
	 */
	void write(ChangeBatch state) throws IOException {
		Path directory = this.file.toAbsolutePath().getParent();
		if (directory != null) {
			Files.createDirectories(directory);
		}
		Path next = this.file.resolveSibling(this.file.getFileName() + ".next");
		Files.write(next, SnapshotJson.MAPPER.writeValueAsBytes(state));
		try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
			channel.force(true);
		}
		try {
			Files.move(next, this.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (AtomicMoveNotSupportedException ex) {
			Files.move(next, this.file, StandardCopyOption.REPLACE_EXISTING);
		}
	}

}
