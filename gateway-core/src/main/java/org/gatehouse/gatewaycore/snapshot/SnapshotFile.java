package org.gatehouse.gatewaycore.snapshot;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.ChangeBatch;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The last good state on disk, as lines of JSON: a mark that says whose state follows, an
 * entry a line, and a mark with the revision that they make; then, for each time that
 * something changed, the changes and the next mark. What stands behind the last mark was
 * interrupted and does not count. Written anew when more lines were added than it began
 * with; a crash then leaves the former file or the new one. Used by one thread.
 */
final class SnapshotFile implements AutoCloseable {

	private static final int FORMAT = 1;

	private static final int PAGE = 2000;

	private static final byte[] MARK = "\n{\"mark\":".getBytes(StandardCharsets.US_ASCII);

	private final Path file;

	private @Nullable FileChannel open;

	private long began;

	private long added;

	SnapshotFile(Path file) {
		this.file = file;
	}

	/**
	 * Ends what stands before it.
	 *
	 * @param mark the format of the file
	 * @param schemaVersion the version of the entries
	 * @param feed the feed that they are of
	 * @param revision the feed's revision that all entries so far make, 0 at the begin
	 */
	record Mark(int mark, int schemaVersion, String feed, long revision) {

		static Mark of(String feed, long revision) {
			return new Mark(FORMAT, SnapshotEntry.SCHEMA_VERSION, feed, revision);
		}

	}

	/**
	 * Reads what was kept, as a feed that tells a whole state.
	 * @param pages told the state page by page; the last of them does not say
	 * {@code more}, and none comes at all where there is no file
	 * @throws IOException if there is a file that cannot be used, which may turn out
	 * after some pages; the message says why
	 */
	void read(Consumer<ChangeBatch> pages) throws IOException {
		try (FileChannel channel = FileChannel.open(this.file, StandardOpenOption.READ)) {
			long end = endOfLastMark(channel);
			try (BufferedReader lines = new BufferedReader(new InputStreamReader(
					new Until(Channels.newInputStream(channel.position(0)), end), StandardCharsets.UTF_8), 1 << 16)) {
				read(lines, pages);
			}
		}
		catch (NoSuchFileException ex) {
			// The first start.
		}
		catch (JacksonException ex) {
			throw new IOException("'" + this.file + "' cannot be read: " + ex.getOriginalMessage(), ex);
		}
	}

	private void read(BufferedReader lines, Consumer<ChangeBatch> pages) throws IOException {
		Mark mark = mark(lines.readLine());
		List<Change> page = new ArrayList<>(PAGE);
		long since = 0;
		for (String line = lines.readLine(); line != null; line = lines.readLine()) {
			if (line.startsWith("{\"mark\":")) {
				mark = mark(line);
				continue;
			}
			page.add(SnapshotJson.MAPPER.readValue(line, Change.class));
			if (page.size() == PAGE) {
				pages.accept(page(mark, since, true, page));
				since = 1;
				page.clear();
			}
		}
		pages.accept(page(mark, since, false, page));
	}

	private static ChangeBatch page(Mark mark, long since, boolean more, List<Change> changes) {
		return new ChangeBatch(mark.schemaVersion(), mark.feed(), since, mark.revision(), more, changes);
	}

	private Mark mark(@Nullable String line) throws IOException {
		Mark mark = (line == null || !line.startsWith("{\"mark\":")) ? new Mark(0, 0, "", 0)
				: SnapshotJson.MAPPER.readValue(line, Mark.class);
		if (mark.mark() != FORMAT || mark.schemaVersion() != SnapshotEntry.SCHEMA_VERSION) {
			throw new IOException("'" + this.file + "' is of format " + mark.mark() + ", schema version "
					+ mark.schemaVersion() + " (expected: " + FORMAT + ", " + SnapshotEntry.SCHEMA_VERSION + ")");
		}
		return mark;
	}

	/** Looks for it from the end of the file on, where it nearly always is. */
	private long endOfLastMark(FileChannel channel) throws IOException {
		int block = 1 << 16;
		byte[] bytes = new byte[block];
		long after = channel.size();
		while (after > 0) {
			long from = Math.max(0, after - block);
			ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, (int) (after - from));
			while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
				// Until the block is full.
			}
			int length = buffer.position();
			for (int at = length - MARK.length; at >= 0; at--) {
				long end = isMark(bytes, at) ? endOfLine(channel, from + at + 1) : -1;
				if (end >= 0) {
					return end;
				}
			}
			after = (from == 0) ? 0 : from + MARK.length;
		}
		throw new IOException("'" + this.file + "' has no end");
	}

	private static boolean isMark(byte[] bytes, int at) {
		for (int i = 0; i < MARK.length; i++) {
			if (bytes[at + i] != MARK[i]) {
				return false;
			}
		}
		return true;
	}

	private static long endOfLine(FileChannel channel, long from) throws IOException {
		ByteBuffer line = ByteBuffer.allocate(4096);
		channel.read(line, from);
		for (int i = 0; i < line.position(); i++) {
			if (line.get(i) == '\n') {
				return from + i + 1;
			}
		}
		return -1;
	}

	/**
	 * Keeps a state in place of what was kept before.
	 * @param feed the feed that it is of
	 * @param revision the feed's revision that it is of
	 * @param state the state
	 * @throws IOException if it cannot be written; what was kept before stays
	 */
	void write(String feed, long revision, Kept state) throws IOException {
		close();
		Path directory = this.file.toAbsolutePath().getParent();
		if (directory != null) {
			Files.createDirectories(directory);
		}
		Path next = this.file.resolveSibling(this.file.getFileName() + ".next");
		this.began = 0;
		this.added = 0;
		try (FileChannel channel = FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
				StandardOpenOption.TRUNCATE_EXISTING)) {
			OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
			line(out, Mark.of(feed, 0));
			state.forEach((known) -> {
				line(out, known.toChange());
				this.began++;
			});
			line(out, Mark.of(feed, revision));
			out.flush();
			channel.force(true);
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
		try {
			Files.move(next, this.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (AtomicMoveNotSupportedException ex) {
			Files.move(next, this.file, StandardCopyOption.REPLACE_EXISTING);
		}
		this.open = FileChannel.open(this.file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
	}

	/**
	 * Tells whether changes can be added, rather than the whole written anew.
	 * @param changes how many
	 * @return false before the first {@link #write}, and where most of the file would be
	 * of the past
	 */
	boolean takes(int changes) {
		return this.open != null && this.added + changes <= Math.max(1000, this.began);
	}

	/**
	 * Adds changes to what is kept.
	 * @param feed the feed
	 * @param revision the feed's revision after them
	 * @param changes the changes
	 * @throws IOException if they cannot be written; the whole has to be then
	 */
	void add(String feed, long revision, List<Change> changes) throws IOException {
		FileChannel channel = this.open;
		if (channel == null) {
			throw new IOException("'" + this.file + "' is not open");
		}
		try {
			OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
			changes.forEach((change) -> line(out, change));
			line(out, Mark.of(feed, revision));
			out.flush();
			channel.force(false);
			this.added += changes.size();
		}
		catch (UncheckedIOException ex) {
			close();
			throw ex.getCause();
		}
		catch (IOException ex) {
			close();
			throw ex;
		}
	}

	private static void line(OutputStream out, Object value) {
		try {
			out.write(SnapshotJson.MAPPER.writeValueAsBytes(value));
			out.write('\n');
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		FileChannel channel = this.open;
		this.open = null;
		if (channel != null) {
			channel.close();
		}
	}

	/** The begin of a stream. */
	private static final class Until extends InputStream {

		private final InputStream in;

		private long left;

		Until(InputStream in, long length) {
			this.in = in;
			this.left = length;
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
		}

		@Override
		public int read(byte[] into, int offset, int length) throws IOException {
			int count = (this.left == 0) ? -1 : this.in.read(into, offset, (int) Math.min(length, this.left));
			this.left -= Math.max(0, count);
			return count;
		}

	}

}
