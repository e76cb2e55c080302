package org.gatehouse.keymanager.mail;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import org.gatehouse.db.mail.MailRow;
import org.gatehouse.db.mail.Outbox;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.jose.sealing.Sealer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.mail.MailException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends what is in the outbox, on a thread of its own: at once, and after a failure again
 * with growing pauses until the mail is of no more use. Of several nodes, one takes a
 * mail. Where no mail server is set, the mail is written to the log, loudly, and stays
 * for the administrator to see.
 */
@Component
class OutboxSender {

	private static final Logger logger = LoggerFactory.getLogger(OutboxSender.class);

	private static final int BATCH = 20;

	private static final int LONGEST_PROBLEM = 500;

	/** Longer than the mail server may take, so that nobody else sends it meanwhile. */
	private static final Duration TAKEN = Duration.ofMinutes(2);

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);

	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

	private static final Duration KEPT = Duration.ofDays(30);

	private final Outbox outbox;

	private final MailTransport transport;

	private final Sealer sealer;

	private final Clock clock;

	/** One run at a time; a second one waits, and more would find nothing. */
	private final ThreadPoolExecutor runs = new ThreadPoolExecutor(0, 1, 5, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(1), Thread.ofPlatform().daemon().name("mail-").factory(),
			new ThreadPoolExecutor.DiscardPolicy());

	OutboxSender(Outbox outbox, MailTransport transport, Sealer sealer, Clock clock) {
		this.outbox = outbox;
		this.transport = transport;
		this.sealer = sealer;
		this.clock = clock;
	}

	static String sealName(UUID id) {
		return "mail " + id;
	}

	/** For what failed before, and what another node left. */
	@Scheduled(fixedDelayString = "PT10S", initialDelayString = "PT20S")
	void wake() {
		this.runs.execute(this::run);
	}

	@Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT5M")
	void prune() {
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			Instant now = this.clock.instant();
			this.outbox.prune(now, now.minus(KEPT));
		}
	}

	@PreDestroy
	void stop() {
		this.runs.shutdownNow();
	}

	/** One outbox serves all tenants. */
	private void run() {
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			List<MailRow> due;
			do {
				Instant now = this.clock.instant();
				due = this.outbox.take(now, now.plus(TAKEN), BATCH);
				due.forEach(this::deliver);
			}
			while (due.size() == BATCH);
		}
		catch (RuntimeException ex) {
			logger.warn("the outbox cannot be read; it is tried again", ex);
		}
	}

	private void deliver(MailRow mail) {
		byte[] sealed = mail.sealedText();
		if (sealed == null) {
			return;
		}
		Instant now = this.clock.instant();
		if (mail.uselessAt().isBefore(now)) {
			this.outbox.failed(mail.id(), "given up: it came to be of no use before it could be sent",
					mail.uselessAt());
			return;
		}
		String text = new String(this.sealer.unseal(sealed, sealName(mail.id())), StandardCharsets.UTF_8);
		if (!this.transport.isThere()) {
			logger.warn(
					"NO MAIL SERVER IS SET (gatehouse.mail.host): this mail was NOT sent. An administrator finds it under "
							+ "/admin/mail, too.\nTo: {}\nSubject: {}\n\n{}",
					mail.recipient(), mail.subject(), text);
			this.outbox.failed(mail.id(), "no mail server is set: written to the log", mail.uselessAt());
			return;
		}
		try {
			this.transport.send(mail.recipient(), mail.subject(), text);
			this.outbox.sent(mail.id(), this.clock.instant());
		}
		catch (MailException ex) {
			String problem = String.valueOf(ex.getMostSpecificCause().getMessage());
			logger.warn("mail {} could not be sent (attempt {}): {}", mail.id(), mail.attempts(), problem);
			this.outbox.failed(mail.id(), problem.substring(0, Math.min(problem.length(), LONGEST_PROBLEM)),
					now.plus(pause(mail.attempts())));
		}
	}

	private static Duration pause(int attempts) {
		Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(attempts - 1, 0, 10));
		return (pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE;
	}

}
