package org.gatehouse.keymanager.recovery;

import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import org.gatehouse.common.identity.TenantId;
import org.gatehouse.db.identity.OneTimeLinks.Purpose;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.AccountService;
import org.gatehouse.keymanager.accounts.FailedSignIns;
import org.gatehouse.keymanager.accounts.Origin;
import org.gatehouse.keymanager.accounts.PasswordService;
import org.gatehouse.web.rest.BadRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets people who forgot their password choose another one, by a link to the e-mail
 * address that is known of them.
 */
@Service
class RecoveryService {

	private static final Logger logger = LoggerFactory.getLogger(RecoveryService.class);

	private static final Duration LIFETIME = Duration.ofMinutes(30);

	/** An address that more accounts have than these is one of a list. */
	private static final int MOST_ACCOUNTS = 5;

	private static final int MOST_WAITING = 1000;

	private final UserAccountRepository users;

	private final AccountService accounts;

	private final PasswordService passwords;

	private final FailedSignIns failures;

	private final AccountLinks links;

	private final TransactionTemplate transactions;

	private final ThreadPoolExecutor requests = new ThreadPoolExecutor(0, 1, 5, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(MOST_WAITING), Thread.ofPlatform().daemon().name("recovery-").factory(),
			new ThreadPoolExecutor.DiscardPolicy());

	RecoveryService(UserAccountRepository users, AccountService accounts, PasswordService passwords,
			FailedSignIns failures, AccountLinks links, TransactionTemplate transactions) {
		this.users = users;
		this.accounts = accounts;
		this.passwords = passwords;
		this.failures = failures;
		this.links = links;
		this.transactions = transactions;
	}

	/**
	 * Sends a link, where there is an account. That happens after the answer, which so
	 * says nothing by the time that it takes.
	 * @param who a user name or an e-mail address
	 */
	void request(String who) {
		TenantId tenant = TenantContext.current();
		String searched = who.strip().replace('\u0000', '?');
		this.requests.execute(() -> {
			try {
				TenantContext.call(tenant, () -> this.transactions.execute((_) -> send(searched)));
			}
			catch (RuntimeException ex) {
				logger.error("a link to choose a new password could not be sent", ex);
			}
		});
	}

	private boolean send(String who) {
		for (UserAccount user : this.users.findForRecovery(who.toLowerCase(Locale.ROOT), Limit.of(MOST_ACCOUNTS))) {
			if (user.isEnabled() && this.passwords.isChangedHere(user.getId())) {
				this.links.send(this.accounts.get(user.getId()), Purpose.RESET_PASSWORD, LIFETIME);
			}
		}
		return true;
	}

	/**
	 * Tells whether a link is good.
	 * @param token the token in it
	 * @return true until it is used or has expired
	 */
	boolean isGood(String token) {
		return this.links.find(token, Purpose.RESET_PASSWORD).isPresent();
	}

	/**
	 * Sets a new password, ends all sign-ins and tokens, and lets the user sign in from
	 * where that happened, whoever has been guessing.
	 * @param token the token in the link; good for this once
	 * @param password the new password
	 * @param repeated the same once more
	 * @param origin where the user is
	 * @throws BadRequest if the password will not do: the link stays good; or if the link
	 * is not good
	 */
	@Transactional
	public void reset(String token, String password, String repeated, Origin origin) {
		UUID id = this.links.use(token, Purpose.RESET_PASSWORD)
			.orElseThrow(() -> new BadRequest("token", null, "a link that was not used and is not older than "
					+ LIFETIME.toMinutes() + " minutes; ask for another one"));
		Account account = this.passwords.choose(id, password, repeated, null);
		// Who opened the link has the mailbox.
		this.passwords.awaitConfirmation(id, null);
		this.failures.welcome(id, account.name(), origin);
	}

	@PreDestroy
	void stop() {
		this.requests.shutdownNow();
	}

}
