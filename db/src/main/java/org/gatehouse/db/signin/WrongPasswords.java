package org.gatehouse.db.signin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Remembers wrong passwords, and where a user signed in before. What follows from it is
 * decided elsewhere.
 */
@Repository
public class WrongPasswords {

	private static final String COLUMNS = "subject, address, failures, window_from, locks, locked_until, failed_at";

	private final JdbcClient jdbc;

	WrongPasswords(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Wrong passwords for one name, from one address, or both.
	 *
	 * @param subject whose, empty for all names
	 * @param address where from, empty for all addresses
	 * @param failures how many since {@code windowFrom}
	 * @param windowFrom when counting began
	 * @param locks how many times in a row it came to a lock
	 * @param lockedUntil when the last lock ends, null where there was none
	 * @param failedAt when the last one was
	 */
	public record Count(String subject, String address, int failures, Instant windowFrom, int locks,
			@Nullable Instant lockedUntil, Instant failedAt) {

		/**
		 * Tells whether the lock lasts.
		 * @param now the time
		 * @return true until the lock ends
		 */
		public boolean isLocked(Instant now) {
			return this.lockedUntil != null && this.lockedUntil.isAfter(now);
		}

	}

	/**
	 * What is known about a name and an address.
	 * @param subject the name
	 * @param address the address
	 * @return the counts of both together and of each alone, as far as there are any
	 */
	public List<Count> find(String subject, String address) {
		return this.jdbc.sql("select " + COLUMNS + """
				 from wrong_password where (subject = :subject and address in (:address, ''))
				or (subject = '' and address = :address)""")
			.param("subject", subject)
			.param("address", address)
			.query(WrongPasswords::count)
			.list();
	}

	/**
	 * What is known about a name from everywhere.
	 * @param subject the name
	 * @return the latest failure first, at most a hundred
	 */
	public List<Count> find(String subject) {
		return this.jdbc
			.sql("select " + COLUMNS + " from wrong_password where subject = ? order by failed_at desc limit 100")
			.param(subject)
			.query(WrongPasswords::count)
			.list();
	}

	/**
	 * The names for which a lock lasts.
	 * @param now the time
	 * @param limit how many at most
	 * @return the names
	 */
	public Set<String> locked(Instant now, int limit) {
		return Set.copyOf(this.jdbc
			.sql("select distinct subject from wrong_password where subject <> '' and locked_until > ? limit ?")
			.params(Timestamp.from(now), limit)
			.query(String.class)
			.list());
	}

	/**
	 * Adds a failure. Of several at the same time, each counts.
	 * @param subject whose, empty for all names
	 * @param address where from, empty for all addresses
	 * @param now the time
	 * @param windowFrom failures before this are forgotten
	 * @param freshFrom after a lock that ended before this, locks are short again
	 * @return the count afterwards
	 */
	public Count add(String subject, String address, Instant now, Instant windowFrom, Instant freshFrom) {
		return this.jdbc.sql("""
				insert into wrong_password as w (tenant_id, subject, address, failures, window_from, locks, failed_at)
				values (current_setting('gatehouse.tenant')::uuid, :subject, :address, 1, :now, 0, :now)
				on conflict (tenant_id, subject, address) do update set
				failures = case when w.window_from > :window then w.failures + 1 else 1 end,
				window_from = case when w.window_from > :window then w.window_from else :now end,
				locks = case when w.failed_at > :fresh then w.locks else 0 end, failed_at = :now
				returning\s""" + COLUMNS)
			.param("subject", subject)
			.param("address", address)
			.param("now", Timestamp.from(now))
			.param("window", Timestamp.from(windowFrom))
			.param("fresh", Timestamp.from(freshFrom))
			.query(WrongPasswords::count)
			.single();
	}

	/**
	 * Locks, and begins to count anew.
	 * @param count what is locked
	 * @param until when the lock ends
	 */
	public void lock(Count count, Instant until) {
		this.jdbc.sql("""
				update wrong_password set locks = ?, locked_until = ?, failures = 0, window_from = failed_at
				where subject = ? and address = ?""")
			.params(count.locks() + 1, Timestamp.from(until), count.subject(), count.address())
			.update();
	}

	/**
	 * Forgets the failures for a name from an address.
	 * @param subject the name
	 * @param address the address
	 */
	public void forget(String subject, String address) {
		this.jdbc.sql("delete from wrong_password where subject = ? and address = ?").params(subject, address).update();
	}

	/**
	 * Forgets all failures for a name.
	 * @param subject the name
	 */
	public void forget(String subject) {
		this.jdbc.sql("delete from wrong_password where subject = ?").param(subject).update();
	}

	/**
	 * Forgets what is old.
	 * @param failedBefore failures before this go
	 * @param seenBefore devices that were not seen since go
	 * @param limit how many at most of each
	 */
	public void prune(Instant failedBefore, Instant seenBefore, int limit) {
		this.jdbc.sql("""
				delete from wrong_password where ctid in
				(select ctid from wrong_password where failed_at < ? limit ? for update skip locked)""")
			.params(Timestamp.from(failedBefore), limit)
			.update();
		this.jdbc.sql("""
				delete from known_device where ctid in
				(select ctid from known_device where seen_at < ? limit ? for update skip locked)""")
			.params(Timestamp.from(seenBefore), limit)
			.update();
	}

	/**
	 * Notes where a user signed in.
	 * @param userId the user
	 * @param deviceHash the hash of what identifies the address or the browser
	 * @param now the time
	 */
	public void know(UUID userId, String deviceHash, Instant now) {
		this.jdbc.sql("""
				insert into known_device (user_id, tenant_id, device_hash, seen_at)
				values (:user, current_setting('gatehouse.tenant')::uuid, :device, :now)
				on conflict (user_id, device_hash) do update set seen_at = :now""")
			.param("user", userId)
			.param("device", deviceHash)
			.param("now", Timestamp.from(now))
			.update();
	}

	/**
	 * Tells whether a user signed in somewhere before.
	 * @param userId the user
	 * @param deviceHash the hash of what identifies the address or the browser
	 * @return true where so
	 */
	public boolean knows(UUID userId, String deviceHash) {
		return this.jdbc.sql("select count(*) from known_device where user_id = ? and device_hash = ?")
			.params(userId, deviceHash)
			.query(Long.class)
			.single() > 0;
	}

	private static Count count(ResultSet row, int number) throws SQLException {
		Timestamp locked = row.getTimestamp("locked_until");
		return new Count(row.getString("subject"), row.getString("address"), row.getInt("failures"),
				row.getTimestamp("window_from").toInstant(), row.getInt("locks"),
				(locked != null) ? locked.toInstant() : null, row.getTimestamp("failed_at").toInstant());
	}

}
