package org.gatehouse.db.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The mail that waits, and what became of it. A mail is put here in the transaction that
 * it tells of, so that there is none without the other.
 */
@Repository
public class Outbox {

	private final JdbcClient jdbc;

	Outbox(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Queues a mail.
	 * @param id the mail
	 * @param recipient the address
	 * @param subject its subject
	 * @param sealedText its text, sealed
	 * @param now the time
	 * @param uselessAt when what it says no longer holds
	 */
	public void put(UUID id, String recipient, String subject, byte[] sealedText, Instant now, Instant uselessAt) {
		this.jdbc.sql("""
				insert into mail (id, tenant_id, recipient, subject, sealed_text, created_at, useless_at, attempts,
				next_attempt_at)
				values (:id, current_setting('gatehouse.tenant')::uuid, :recipient, :subject, :text, :now, :useless, 0,
				:now)""")
			.param("id", id)
			.param("recipient", recipient)
			.param("subject", subject)
			.param("text", sealedText)
			.param("now", Timestamp.from(now))
			.param("useless", Timestamp.from(uselessAt))
			.update();
	}

	/**
	 * Takes mail that is due, for one sender alone; it comes again at the given time
	 * unless its sending is reported.
	 * @param now the time
	 * @param again when somebody else may try
	 * @param limit how many at most
	 * @return the mail
	 */
	public List<MailRow> take(Instant now, Instant again, int limit) {
		return this.jdbc.sql("""
				update mail set attempts = attempts + 1, next_attempt_at = :again where id in (
				select id from mail where sent_at is null and sealed_text is not null and next_attempt_at <= :now
				order by next_attempt_at limit :limit for update skip locked) returning *""")
			.param("now", Timestamp.from(now))
			.param("again", Timestamp.from(again))
			.param("limit", limit)
			.query(Outbox::mail)
			.list();
	}

	/**
	 * Notes that a mail was sent; its text goes.
	 * @param id the mail
	 * @param now the time
	 */
	public void sent(UUID id, Instant now) {
		this.jdbc.sql("update mail set sent_at = ?, sealed_text = null, problem = null where id = ?")
			.params(Timestamp.from(now), id)
			.update();
	}

	/**
	 * Notes that a mail could not be sent.
	 * @param id the mail
	 * @param problem why
	 * @param again when to try again
	 */
	public void failed(UUID id, String problem, Instant again) {
		this.jdbc.sql("update mail set problem = ?, next_attempt_at = ? where id = ?")
			.params(problem, Timestamp.from(again), id)
			.update();
	}

	/**
	 * Lets a mail be tried at once.
	 * @param id the mail
	 * @param now the time
	 */
	public void retry(UUID id, Instant now) {
		this.jdbc.sql("update mail set next_attempt_at = ? where id = ? and sent_at is null")
			.params(Timestamp.from(now), id)
			.update();
	}

	/**
	 * Forgets the text of mail that is of no more use, and mail of long ago.
	 * @param now the time
	 * @param createdBefore mail from before goes
	 */
	public void prune(Instant now, Instant createdBefore) {
		this.jdbc.sql("update mail set sealed_text = null where sealed_text is not null and useless_at < ?")
			.param(Timestamp.from(now))
			.update();
		this.jdbc.sql("delete from mail where created_at < ?").param(Timestamp.from(createdBefore)).update();
	}

	/**
	 * Reads a mail.
	 * @param id the mail
	 * @return the mail, empty where there is none
	 */
	public Optional<MailRow> find(UUID id) {
		return this.jdbc.sql("select * from mail where id = ?").param(id).query(Outbox::mail).optional();
	}

	/**
	 * Lists mail, the newest first.
	 * @param offset how many come before
	 * @param limit how many at most
	 * @return the mail
	 */
	public List<MailRow> list(int offset, int limit) {
		return this.jdbc.sql("select * from mail order by created_at desc, id limit ? offset ?")
			.params(limit, offset)
			.query(Outbox::mail)
			.list();
	}

	/**
	 * Counts mail.
	 * @return how many there are
	 */
	public long count() {
		return this.jdbc.sql("select count(*) from mail").query(Long.class).single();
	}

	private static MailRow mail(ResultSet row, int number) throws SQLException {
		return new MailRow(row.getObject("id", UUID.class), row.getObject("tenant_id", UUID.class),
				row.getString("recipient"), row.getString("subject"), row.getBytes("sealed_text"),
				row.getTimestamp("created_at").toInstant(), row.getTimestamp("useless_at").toInstant(),
				row.getInt("attempts"), row.getTimestamp("next_attempt_at").toInstant(), sentAt(row),
				row.getString("problem"));
	}

	private static @Nullable Instant sentAt(ResultSet row) throws SQLException {
		Timestamp sent = row.getTimestamp("sent_at");
		return (sent != null) ? sent.toInstant() : null;
	}

}
