package org.gatehouse.db.feed;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.gatehouse.common.application.ApplicationId;
import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.ChangeBatch;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.db.DatabaseTestApplication;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tenant.TenantContext.Binding;
import org.gatehouse.testkit.postgres.PostgresTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a reader gets a large state, and what becomes of it when nobody wakes it up.
 */
@SpringBootTest(classes = DatabaseTestApplication.class)
class FeedReadingIT implements PostgresTest {

	@Autowired
	ChangeLog log;

	@Autowired
	DatabaseChangeFeed feed;

	@Autowired
	FeedSignal signal;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	TransactionTemplate transactions;

	@Test
	void aStateThatIsLargerThanAPageComesInSeveralWithTheTiersFirst() throws Exception {
		List<SnapshotEntry> written = new ArrayList<>();
		for (int i = 0; i < 25; i++) {
			written.add(application("paged-" + i));
		}
		TenantContext.call(DefaultTenant.ID, () -> this.transactions.execute((_) -> {
			written.forEach(this.log::record);
			return true;
		}));
		DatabaseChangeFeed small = new DatabaseChangeFeed(this.jdbc, this.signal, Clock.systemUTC(), 10,
				Duration.ofSeconds(1));
		ChangeBatch whole = this.feed.changesSince(0, Duration.ZERO);
		assertThat(whole.more()).isFalse();
		assertThat(whole.feed()).isNotEmpty();
		Set<String> tiers = new HashSet<>();
		whole.changes().stream().map(Change::key).filter((key) -> key.startsWith("tier:")).forEach(tiers::add);

		ChangeBatch page = small.changesSince(0, Duration.ZERO);
		assertThat(page.changes()).extracting(Change::key).containsAll(tiers);
		Set<String> seen = new HashSet<>();
		page.changes().forEach((change) -> seen.add(change.key()));
		while (page.more()) {
			long since = page.revision();
			page = small.changesSince(since, Duration.ZERO);
			assertThat(page.since()).isEqualTo(since);
			assertThat(page.feed()).isEqualTo(whole.feed());
			assertThat(page.changes()).hasSizeBetween(1, 10);
			page.changes().forEach((change) -> seen.add(change.key()));
		}
		assertThat(page.revision()).isEqualTo(whole.revision());
		assertThat(seen).containsAll(whole.changes().stream().map(Change::key).toList());
		assertThat(small.changesSince(page.revision(), Duration.ZERO).changes()).isEmpty();
	}

	@Test
	void withoutTheWakeUpChannelAChangeIsLateByTwoSecondsAtMost() throws Exception {
		long since = this.feed.head();
		try (ExecutorService readers = Executors.newSingleThreadExecutor()) {
			Future<ChangeBatch> waiting = readers.submit(() -> this.feed.changesSince(since, Duration.ofSeconds(30)));
			// It begins to listen some time after the start.
			Awaitility.await().untilAsserted(() -> assertThat(endOfListeners()).containsOnly(true).isNotEmpty());

			SnapshotEntry entry = application("elsewhere");
			long committed = System.nanoTime();
			commitAsAnotherNode(entry, false);

			assertThat(waiting.get(10, TimeUnit.SECONDS).changes()).extracting(Change::key)
				.containsExactly(entry.key());
			assertThat(Duration.ofNanos(System.nanoTime() - committed)).isLessThan(Duration.ofSeconds(2));
		}
	}

	/** In front of PostgreSQL's own function stands one that its user may not call. */
	@Test
	void aFeedIsKnownWherePostgresDoesNotTellItsCluster(@Autowired Environment settings) throws Exception {
		define("create function public.pg_control_system() returns table(system_identifier bigint) language sql"
				+ " as 'select 1'");
		define("revoke execute on function public.pg_control_system() from public, current_user");
		SingleConnectionDataSource own = new SingleConnectionDataSource(
				settings.getRequiredProperty("spring.datasource.url") + "?currentSchema=public,pg_catalog",
				settings.getRequiredProperty("spring.datasource.username"),
				settings.getRequiredProperty("spring.datasource.password"), true);
		try {
			JdbcClient client = JdbcClient.create(own);
			String identity = feedOf(client);
			assertThat(identity).isEqualTo(feedOf(client)).isNotEqualTo(feedOf(this.jdbc)).hasSizeGreaterThan(36);
			client.sql("update feed_head set identity = gen_random_uuid()").update();
			assertThat(feedOf(client)).as("a copy that is restored says so").isNotEqualTo(identity);
		}
		finally {
			own.destroy();
			define("drop function public.pg_control_system()");
		}
	}

	private void define(String sql) {
		try (Binding _ = TenantContext.acrossTenants()) {
			this.jdbc.sql(sql).update();
		}
	}

	private String feedOf(JdbcClient client) throws Exception {
		return new DatabaseChangeFeed(client, this.signal, Clock.systemUTC(), 10, Duration.ofSeconds(1))
			.changesSince(this.feed.head(), Duration.ZERO)
			.feed();
	}

	@Test
	void noWakeUpIsLostHoweverCloselyChangesFollow() throws Exception {
		DatabaseChangeFeed sleepy = new DatabaseChangeFeed(this.jdbc, this.signal, Clock.systemUTC(), 10,
				Duration.ofMinutes(5));
		AtomicLong seen = new AtomicLong(this.feed.head());
		Semaphore news = new Semaphore(0);
		try (ExecutorService readers = Executors.newSingleThreadExecutor()) {
			Future<?> reading = readers.submit(() -> {
				while (!Thread.interrupted()) {
					seen.set(sleepy.changesSince(seen.get(), Duration.ofMinutes(5)).revision());
					news.release();
				}
				return true;
			});
			Random random = new Random(7);
			try {
				for (int i = 0; i < 400; i++) {
					SnapshotEntry entry = application("close-" + i);
					// Any time between a reader's answer and its next sleep.
					for (long until = System.nanoTime() + random.nextInt(4_000_000); System.nanoTime() < until;) {
						Thread.onSpinWait();
					}
					if (i % 2 == 0) {
						TenantContext.call(DefaultTenant.ID, () -> this.transactions.execute((_) -> {
							this.log.record(entry);
							return true;
						}));
					}
					else {
						commitAsAnotherNode(entry, true);
					}
					long head = this.feed.head();
					while (seen.get() < head) {
						assertThat(news.tryAcquire(60, TimeUnit.SECONDS)).as("change %s", i).isTrue();
					}
				}
			}
			finally {
				reading.cancel(true);
			}
		}
	}

	private List<@Nullable Boolean> endOfListeners() {
		try (Binding _ = TenantContext.acrossTenants()) {
			return this.jdbc.sql("""
					select pg_terminate_backend(pid) from pg_stat_activity
					where query like 'listen %' and pid <> pg_backend_pid() and datname = current_database()""")
				.query(Boolean.class)
				.list();
		}
	}

	/** Nobody in this process is told but by the channel, if at all. */
	private void commitAsAnotherNode(SnapshotEntry entry, boolean notifying) {
		TenantContext.call(DefaultTenant.ID, () -> this.transactions.execute((_) -> {
			this.jdbc.sql("""
					with head as (update feed_head set revision = revision + 1 where id = 1 returning revision)
					insert into feed_entry (entry_key, tenant_id, revision, entry, changed_at)
					select :key, :tenant, revision, :entry::jsonb, now() from head""")
				.param("key", entry.key())
				.param("tenant", DefaultTenant.ID.value())
				.param("entry", SnapshotJson.write(entry))
				.update();
			return notifying
					&& this.jdbc.sql("select pg_notify('gatehouse_feed', '')").query((row, _) -> "").list().isEmpty();
		}));
	}

	private static SnapshotEntry application(String name) {
		return new SnapshotEntry.KnownApplication(ApplicationId.random(), name, "admin", "Unlimited");
	}

}
