package org.gatehouse.keymanager.recovery;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.gatehouse.common.identity.Permission;
import org.gatehouse.db.identity.OneTimeLinks.Purpose;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.AccountDetails;
import org.gatehouse.keymanager.accounts.AccountService;
import org.gatehouse.keymanager.accounts.PasswordService;
import org.gatehouse.keymanager.mail.MailProperties;
import org.gatehouse.web.rest.BadRequest;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets people make an account, and has them show that the e-mail address is theirs where
 * that is asked for.
 */
@Service
public class SignUpService {

	private static final Duration TIME_TO_CONFIRM = Duration.ofDays(1);

	private final AccountService accounts;

	private final PasswordService passwords;

	private final AccountLinks links;

	private final UserAccountRepository users;

	private final boolean verify;

	private final Clock clock;

	SignUpService(AccountService accounts, PasswordService passwords, AccountLinks links, UserAccountRepository users,
			SignUpProperties properties, MailProperties mail, Clock clock) {
		this.accounts = accounts;
		this.passwords = passwords;
		this.links = links;
		this.users = users;
		this.verify = switch (properties.verifyEmail()) {
			case ON -> true;
			case OFF -> false;
			case AUTO -> mail.hasServer();
		};
		this.clock = clock;
	}

	/**
	 * Whether the e-mail address has to be confirmed.
	 * @return true where so
	 */
	public boolean verifies() {
		return this.verify;
	}

	/**
	 * Makes an account for somebody who wants to subscribe to APIs.
	 * @param name the name to sign in with
	 * @param password the password in clear
	 * @param repeated the same once more
	 * @param details what else is known
	 */
	@Transactional
	public void signUp(String name, String password, String repeated, AccountDetails details) {
		if (!password.equals(repeated)) {
			throw new BadRequest("repeated", null, "the same password once more");
		}
		if (this.verify && details.email() == null) {
			throw new BadRequest("email", null, "your e-mail address, to which a link is sent");
		}
		Account account = this.accounts.create(name, password, details.withRoles(Set.of(Permission.SUBSCRIBER_ROLE)));
		this.passwords.requireChange(account.id(), false);
		if (this.verify) {
			this.passwords.awaitConfirmation(account.id(), this.clock.instant().plus(TIME_TO_CONFIRM));
			this.links.send(account, Purpose.CONFIRM_EMAIL, TIME_TO_CONFIRM);
		}
	}

	/**
	 * Sends the link once more, to somebody who knows the password.
	 * @param userId the user
	 */
	@Transactional
	public void sendAgain(UUID userId) {
		this.links.send(this.accounts.get(userId), Purpose.CONFIRM_EMAIL, TIME_TO_CONFIRM);
	}

	/**
	 * Tells whether a link is good.
	 * @param token the token in it
	 * @return true until it is used or has expired
	 */
	public boolean isGood(String token) {
		return this.links.find(token, Purpose.CONFIRM_EMAIL).isPresent();
	}

	/**
	 * Opens the account that a link is for.
	 * @param token the token in the link
	 * @return false where it is not good, or not any more
	 */
	@Transactional
	public boolean confirm(String token) {
		Optional<UUID> user = this.links.use(token, Purpose.CONFIRM_EMAIL);
		user.ifPresent((id) -> this.passwords.awaitConfirmation(id, null));
		return user.isPresent();
	}

	/** Names that nobody opened are free again; all tenants go by the same rule. */
	@Scheduled(fixedDelayString = "PT30M", initialDelayString = "PT6M")
	void forgetUnconfirmed() {
		try (TenantContext.Binding _ = TenantContext.acrossTenants()) {
			this.users.deleteUnconfirmed(this.clock.instant());
		}
	}

}
