package org.gatehouse.keymanager.mail;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.gatehouse.db.mail.MailRow;
import org.gatehouse.db.mail.Outbox;
import org.gatehouse.jose.sealing.Sealer;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The outbox. A mail is queued in the transaction that it tells of and sent after the
 * commit; its text is sealed until then.
 */
@Service
public class Mails {

	private final Outbox outbox;

	private final Sealer sealer;

	private final OutboxSender sender;

	private final Clock clock;

	Mails(Outbox outbox, Sealer sealer, OutboxSender sender, Clock clock) {
		this.outbox = outbox;
		this.sealer = sealer;
		this.sender = sender;
		this.clock = clock;
	}

	/**
	 * Queues a mail.
	 * @param recipient the address
	 * @param subject its subject
	 * @param text its text
	 * @param good how long what it says holds; it is not sent later
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void queue(String recipient, String subject, String text, Duration good) {
		UUID id = UUID.randomUUID();
		Instant now = this.clock.instant();
		this.outbox.put(id, recipient, subject,
				this.sealer.seal(text.getBytes(StandardCharsets.UTF_8), OutboxSender.sealName(id)), now,
				now.plus(good));
		sendAfterCommit();
	}

	private void sendAfterCommit() {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
			@Override
			public void afterCommit() {
				Mails.this.sender.wake();
			}
		});
	}

	@Transactional(readOnly = true)
	Page<MailRow> list(PageRequest page) {
		return Page.of(this.outbox.list(page.offset(), page.limit()), page, this.outbox.count());
	}

	@Transactional(readOnly = true)
	MailRow get(UUID id) {
		return this.outbox.find(id).orElseThrow(() -> NotFound.of("mail", id));
	}

	/**
	 * The text of a mail.
	 * @param mail the mail
	 * @return the text, null where the mail was sent or is of no more use
	 */
	@Nullable String text(MailRow mail) {
		byte[] sealed = mail.sealedText();
		return (sealed != null)
				? new String(this.sealer.unseal(sealed, OutboxSender.sealName(mail.id())), StandardCharsets.UTF_8)
				: null;
	}

	@Transactional
	void retry(UUID id) {
		this.outbox.retry(get(id).id(), this.clock.instant());
		sendAfterCommit();
	}

}
