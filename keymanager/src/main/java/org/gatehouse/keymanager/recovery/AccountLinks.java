package org.gatehouse.keymanager.recovery;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.gatehouse.db.identity.OneTimeLinks;
import org.gatehouse.db.identity.OneTimeLinks.Purpose;
import org.gatehouse.db.oauth.ClientSecrets;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.mail.Mails;
import org.gatehouse.web.WebProperties;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends links that are good for one use and a short time, and takes them back.
 */
@Component
class AccountLinks {

	/** Nobody's mailbox is filled by somebody who presses a button again and again. */
	private static final Duration PAUSE = Duration.ofMinutes(1);

	private final OneTimeLinks links;

	private final Mails mails;

	private final MessageSource messages;

	private final String publicUrl;

	AccountLinks(OneTimeLinks links, Mails mails, MessageSource messages, WebProperties properties) {
		this.links = links;
		this.mails = mails;
		this.messages = messages;
		this.publicUrl = properties.publicUrl().toString();
	}

	/**
	 * Sends a link.
	 * @param account the user; nothing is sent to one without an e-mail address, or to
	 * whom one was sent a minute ago
	 * @param purpose what for
	 * @param lifetime how long it is good
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void send(Account account, Purpose purpose, Duration lifetime) {
		String email = account.email();
		if (email == null || this.links.isRecent(account.id(), purpose, PAUSE)) {
			return;
		}
		String token = ClientSecrets.newSecret();
		this.links.put(TokenHash.of(token), account.id(), purpose, lifetime);
		String key = switch (purpose) {
			case CONFIRM_EMAIL -> "mail.confirm";
			case RESET_PASSWORD -> "mail.reset";
		};
		String path = switch (purpose) {
			case CONFIRM_EMAIL -> "/sign-up/confirm";
			case RESET_PASSWORD -> "/reset-password";
		};
		String subject = this.messages.getMessage(key + ".subject", null, Locale.ENGLISH);
		String text = this.messages.getMessage(key + ".text",
				new Object[] { account.name(), this.publicUrl + path + "?token=" + token, this.publicUrl },
				Locale.ENGLISH);
		this.mails.queue(email, subject, text, lifetime);
	}

	/**
	 * Looks at a link without using it.
	 * @param token the token in it
	 * @param purpose what for
	 * @return the user, empty where it is not good, or not any more
	 */
	@Transactional(readOnly = true)
	public Optional<UUID> find(String token, Purpose purpose) {
		return this.links.find(TokenHash.of(token), purpose);
	}

	/**
	 * Uses a link.
	 * @param token the token in it
	 * @param purpose what for
	 * @return the user, empty where it is not good, or not any more
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Optional<UUID> use(String token, Purpose purpose) {
		return this.links.use(TokenHash.of(token), purpose);
	}

}
