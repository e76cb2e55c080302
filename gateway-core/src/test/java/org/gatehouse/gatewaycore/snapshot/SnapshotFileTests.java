package org.gatehouse.gatewaycore.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.ChangeBatch;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.gatewaycore.Fixtures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class SnapshotFileTests {

	private static final TenantId TENANT = TenantId.random();

	@TempDir
	Path directory;

	private SnapshotFile file;

	@BeforeEach
	void open() {
		this.file = new SnapshotFile(path());
	}

	private Path path() {
		return this.directory.resolve("state/snapshot.jsonl");
	}

	private static KnownEntry application(long revision) {
		return new KnownEntry(revision, TENANT, Fixtures.application(ApplicationId.random(), "Gold"));
	}

	private List<Change> read() throws IOException {
		List<ChangeBatch> pages = new ArrayList<>();
		new SnapshotFile(path()).read(pages::add);
		assertThat(pages).allMatch((page) -> page.feed().equals("feed"));
		assertThat(pages.getFirst().since()).isZero();
		for (ChangeBatch page : pages) {
			assertThat(page.more()).isEqualTo(page != pages.getLast());
		}
		return pages.stream().flatMap((page) -> page.changes().stream()).toList();
	}

	private long revision() throws IOException {
		List<ChangeBatch> pages = new ArrayList<>();
		new SnapshotFile(path()).read(pages::add);
		return pages.getLast().revision();
	}

	@Test
	void withoutAFileNothingIsRead() throws IOException {
		List<ChangeBatch> pages = new ArrayList<>();
		this.file.read(pages::add);
		assertThat(pages).isEmpty();
		assertThat(this.file.takes(1)).isFalse();
	}

	@Test
	void whatWasWrittenAndAddedComesBackInItsOrder() throws IOException {
		List<Change> all = new ArrayList<>();
		for (int i = 1; i <= 5001; i++) {
			all.add(application(i).toChange());
		}
		this.file.write("feed", 5001, (action) -> all.forEach((change) -> action.accept(known(change))));
		Change gone = new Change(5002, TENANT, all.getFirst().key(), null);
		this.file.add("feed", 5002, List.of(gone));
		this.file.close();
		all.add(gone);
		assertThat(read()).isEqualTo(all);
		assertThat(revision()).isEqualTo(5002);
	}

	private static KnownEntry known(Change change) {
		SnapshotEntry entry = change.entry();
		assertThat(entry).isNotNull();
		return new KnownEntry(change.revision(), change.tenantId(), entry);
	}

	@Test
	void whatACrashInterruptedDoesNotCount() throws IOException {
		KnownEntry kept = application(7);
		this.file.write("feed", 7, (action) -> action.accept(kept));
		long whole = Files.size(path());
		this.file.add("feed", 8, List.of(application(8).toChange(), application(8).toChange()));
		this.file.close();
		long more = Files.size(path());
		byte[] bytes = Files.readAllBytes(path());
		for (long length = whole; length < more; length += 7) {
			Files.write(path(), java.util.Arrays.copyOf(bytes, (int) length));
			assertThat(read()).containsExactly(kept.toChange());
			assertThat(revision()).isEqualTo(7);
		}
	}

	@Test
	void aFileWithoutAnEndOrOfAnotherFormatIsRefused() throws IOException {
		Files.createDirectories(this.directory.resolve("state"));
		for (String content : List.of("", "{\"schemaVersion\":1,\"since\":0}", "x\n{\"mark\":1,\"schemaVersion\":1}",
				"{\"mark\":2,\"schemaVersion\":1}\n{\"mark\":2,\"schemaVersion\":1}\n")) {
			Files.writeString(path(), content);
			assertThatIOException().as(content).isThrownBy(this::read);
		}
	}

	@Test
	void itIsWrittenAnewOnceMostOfItIsOfThePast() throws IOException {
		this.file.write("feed", 1, (action) -> action.accept(application(1)));
		assertThat(this.file.takes(1000)).isTrue();
		this.file.add("feed", 2, List.of(application(2).toChange()));
		assertThat(this.file.takes(1000)).isFalse();
	}

	@Test
	void aFileThatWasTakenAwayIsWrittenAnew() throws IOException {
		this.file.write("feed", 1, (action) -> action.accept(application(1)));
		Files.writeString(path(), "spoilt", StandardOpenOption.TRUNCATE_EXISTING);
		this.file.write("feed", 2, (action) -> action.accept(application(2)));
		assertThat(revision()).isEqualTo(2);
	}

}
