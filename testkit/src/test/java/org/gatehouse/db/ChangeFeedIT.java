package org.gatehouse.db;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.ChangeBatch;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.db.feed.ChangeLog;
import org.gatehouse.db.feed.DatabaseChangeFeed;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.testkit.postgres.PostgresTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@SpringBootTest(classes = DatabaseTestApplication.class)
class ChangeFeedIT implements PostgresTest {

	private static final int WRITERS = 8;

	private static final int CHANGES = 40;

	@Autowired
	ChangeLog log;

	@Autowired
	DatabaseChangeFeed feed;

	@Autowired
	TransactionTemplate transactions;

	@Test
	void theWholeStateHoldsTheTiersOfTheDefaultTenant() throws Exception {
		assertThat(read(0).changes()).extracting(Change::key).contains("tier:carbon.super/SUBSCRIPTION/Gold");
	}

	@Test
	void aChangeOutsideATransactionIsRefused() {
		SnapshotEntry entry = application("nobody");

		assertThatIllegalStateException().isThrownBy(() -> TenantContext.call(DefaultTenant.ID, () -> record(entry)))
			.withMessageContaining("no transaction");
	}

	@Test
	void aTransactionThatRollsBackTakesNoRevision() {
		long before = this.feed.head();

		TenantContext.call(DefaultTenant.ID, () -> this.transactions.execute(status -> {
			this.log.record(application("undone"));
			status.setRollbackOnly();
			return true;
		}));

		assertThat(this.feed.head()).isEqualTo(before);
	}

	@Test
	void aReaderThatIsUpToDateGetsATombstoneForWhatIsGone() throws Exception {
		SnapshotEntry entry = application("gone");
		commit(entry);
		long since = this.feed.head();

		TenantContext.call(DefaultTenant.ID, () -> this.transactions.execute(_ -> {
			this.log.remove(entry.key());
			return true;
		}));

		assertThat(read(since).changes()).singleElement()
			.satisfies(change -> assertThat(change.entry()).isNull())
			.extracting(Change::key)
			.isEqualTo(entry.key());
		assertThat(read(0).changes()).extracting(Change::key).doesNotContain(entry.key());
	}

	@Test
	void aWaitingReaderIsWokenUpByACommit() throws Exception {
		long since = this.feed.head();
		try (ExecutorService readers = Executors.newSingleThreadExecutor()) {
			Future<ChangeBatch> waiting = readers.submit(() -> this.feed.changesSince(since, Duration.ofSeconds(30)));
			SnapshotEntry entry = application("news");

			commit(entry);

			assertThat(waiting.get().changes()).extracting(Change::key).containsExactly(entry.key());
		}
	}

	@Test
	void aReaderAheadOfTheFeedIsGivenTheWholeState() throws Exception {
		ChangeBatch batch = read(this.feed.head() + 1000);

		assertThat(batch.since()).isZero();
		assertThat(batch.changes()).isNotEmpty();
	}

	@Test
	void revisionsBecomeVisibleInTheirOrderWhileManyWrite() throws Exception {
		long start = this.feed.head();
		Map<String, Long> seen = new HashMap<>();
		try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
			List<Callable<Boolean>> work = IntStream.range(0, WRITERS * CHANGES)
				.<Callable<Boolean>>mapToObj(number -> () -> commit(application("parallel-" + number)))
				.toList();
			List<Future<Boolean>> running = new ArrayList<>();
			work.forEach(task -> running.add(writers.submit(task)));
			long revision = start;
			while (revision < start + WRITERS * CHANGES) {
				for (Change change : this.feed.changesSince(revision, Duration.ofSeconds(10)).changes()) {
					// Without gaps: a revision that became visible late would be missing
					// here.
					assertThat(change.revision()).isEqualTo(++revision);
					seen.put(change.key(), change.revision());
				}
			}
			for (Future<Boolean> task : running) {
				assertThat(task.get()).isTrue();
			}
		}
		assertThat(seen).hasSize(WRITERS * CHANGES);
	}

	private boolean commit(SnapshotEntry entry) {
		return TenantContext.call(DefaultTenant.ID, () -> this.transactions.execute(_ -> record(entry)));
	}

	private boolean record(SnapshotEntry entry) {
		this.log.record(entry);
		return true;
	}

	private ChangeBatch read(long since) throws Exception {
		return this.feed.changesSince(since, Duration.ZERO);
	}

	private static SnapshotEntry application(String name) {
		return new SnapshotEntry.KnownApplication(ApplicationId.random(), name, "admin", "Unlimited");
	}

}
