package org.gatehouse.db.signin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Who is signed in with which browser. Portals on all nodes ask here with every request,
 * so that a sign-in which was ended is over at once and everywhere.
 */
@Repository
public class SignIns {

	/** A sign-in that nobody used for so long is over. */
	public static final Duration IDLE = Duration.ofHours(8);

	/** However much it is used, a sign-in is over after this. */
	public static final Duration LONGEST = Duration.ofDays(7);

	/** How precise the time of the last use is; more would be a write with each page. */
	private static final Duration PRECISION = Duration.ofMinutes(1);

	private static final String LASTS = "ended_at is null and last_used_at > :idle and signed_in_at > :oldest";

	private final JdbcClient jdbc;

	private final Clock clock;

	SignIns(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Notes that somebody signed in.
	 * @param userId the user
	 * @param address where from
	 * @param browser what the browser says that it is
	 * @return the sign-in
	 */
	public UUID begin(UUID userId, String address, String browser) {
		UUID id = UUID.randomUUID();
		this.jdbc.sql("""
				insert into sign_in (id, tenant_id, user_id, address, browser, signed_in_at, last_used_at)
				values (:id, current_setting('gatehouse.tenant')::uuid, :user, :address, :browser, :now, :now)""")
			.param("id", id)
			.param("user", userId)
			.param("address", address)
			.param("browser", browser)
			.param("now", Timestamp.from(this.clock.instant()))
			.update();
		return id;
	}

	/**
	 * Tells whether a sign-in lasts, and notes that it was used.
	 * @param id the sign-in
	 * @return false where it was ended, is over, or never was
	 */
	public boolean lasts(UUID id) {
		Instant now = this.clock.instant();
		Optional<Instant> used = lasting("select last_used_at from sign_in where id = :id and " + LASTS, now)
			.param("id", id)
			.query((row, _) -> row.getTimestamp(1).toInstant())
			.optional();
		if (used.isPresent() && used.get().isBefore(now.minus(PRECISION))) {
			this.jdbc.sql("update sign_in set last_used_at = ? where id = ? and ended_at is null")
				.params(Timestamp.from(now), id)
				.update();
		}
		return used.isPresent();
	}

	/**
	 * Notes that the user has proved anew who it is: the sign-in begins again.
	 * @param id the sign-in
	 */
	public void renew(UUID id) {
		Timestamp now = Timestamp.from(this.clock.instant());
		this.jdbc.sql("update sign_in set signed_in_at = ?, last_used_at = ? where id = ? and ended_at is null")
			.params(now, now, id)
			.update();
	}

	/**
	 * A sign-in.
	 * @param id the sign-in
	 * @return what is known about it, empty where it was ended or never was
	 */
	public Optional<SignIn> find(UUID id) {
		return this.jdbc.sql("select * from sign_in where id = ? and ended_at is null")
			.param(id)
			.query(SignIns::signIn)
			.optional();
	}

	/**
	 * The sign-ins of a user that last.
	 * @param userId the user
	 * @return the last used first
	 */
	public List<SignIn> of(UUID userId) {
		return lasting("select * from sign_in where user_id = :user and " + LASTS
				+ " order by last_used_at desc, signed_in_at desc, id limit 100", this.clock.instant())
			.param("user", userId)
			.query(SignIns::signIn)
			.list();
	}

	/**
	 * Ends a sign-in.
	 * @param id the sign-in; nothing happens where there is none
	 */
	public void end(UUID id) {
		this.jdbc.sql("update sign_in set ended_at = ? where id = ? and ended_at is null")
			.params(Timestamp.from(this.clock.instant()), id)
			.update();
	}

	/**
	 * Ends the sign-ins of a user.
	 * @param userId the user
	 * @param kept the one that goes on, null where none does
	 */
	public void endOf(UUID userId, @Nullable UUID kept) {
		this.jdbc.sql("update sign_in set ended_at = ? where user_id = ? and ended_at is null and id <> ?")
			.params(Timestamp.from(this.clock.instant()), userId, (kept != null) ? kept : new UUID(0, 0))
			.update();
	}

	/**
	 * Ends the sign-ins of everybody in the tenant.
	 * @param kept the one that goes on, null where none does
	 */
	public void endAll(@Nullable UUID kept) {
		this.jdbc.sql("update sign_in set ended_at = ? where ended_at is null and id <> ?")
			.params(Timestamp.from(this.clock.instant()), (kept != null) ? kept : new UUID(0, 0))
			.update();
	}

	/**
	 * Notes that tokens of a family came of a sign-in.
	 * @param familyId the family
	 * @param id the sign-in
	 */
	public void link(UUID familyId, UUID id) {
		this.jdbc.sql("""
				insert into sign_in_family (family_id, tenant_id, sign_in_id)
				select ?, tenant_id, id from sign_in where id = ? on conflict do nothing""")
			.params(familyId, id)
			.update();
	}

	/**
	 * The sign-in that tokens came of.
	 * @param familyId their family
	 * @return the sign-in, empty where they came of none
	 */
	public Optional<UUID> ofFamily(UUID familyId) {
		return this.jdbc.sql("select sign_in_id from sign_in_family where family_id = ?")
			.param(familyId)
			.query((row, _) -> row.getObject(1, UUID.class))
			.optional();
	}

	/**
	 * The families of tokens that came of a sign-in.
	 * @param id the sign-in
	 * @return the families
	 */
	public List<UUID> familiesOf(UUID id) {
		return this.jdbc.sql("select family_id from sign_in_family where sign_in_id = ?")
			.param(id)
			.query((row, _) -> row.getObject(1, UUID.class))
			.list();
	}

	/**
	 * Forgets a batch of sign-ins that are over, a day later.
	 * @param limit how many at most
	 * @return how many went; fewer than the limit means that none is left
	 */
	public int deleteOver(int limit) {
		return this.jdbc.sql("""
				delete from sign_in where id in (select id from sign_in where last_used_at < :before
				order by last_used_at limit :limit for update skip locked)""")
			.param("before", Timestamp.from(this.clock.instant().minus(LONGEST).minus(Duration.ofDays(1))))
			.param("limit", limit)
			.update();
	}

	private JdbcClient.StatementSpec lasting(String sql, Instant now) {
		return this.jdbc.sql(sql)
			.param("idle", Timestamp.from(now.minus(IDLE)))
			.param("oldest", Timestamp.from(now.minus(LONGEST)));
	}

	private static SignIn signIn(ResultSet row, int number) throws SQLException {
		return new SignIn(row.getObject("id", UUID.class), row.getObject("user_id", UUID.class),
				row.getString("address"), row.getString("browser"), row.getTimestamp("signed_in_at").toInstant(),
				row.getTimestamp("last_used_at").toInstant());
	}

}
