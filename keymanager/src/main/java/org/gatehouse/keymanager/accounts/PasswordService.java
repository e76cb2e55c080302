package org.gatehouse.keymanager.accounts;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import org.gatehouse.db.identity.OneTimeLinks;
import org.gatehouse.db.identity.OneTimeLinks.Purpose;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.keymanager.revocation.Revocations;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.NotFound;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Passwords that users choose themselves, and what an account waits for before its user
 * can sign in.
 */
@Service
public class PasswordService {

	private final UserAccountRepository users;

	private final Passwords passwords;

	private final UserStores stores;

	private final Revocations revocations;

	private final OneTimeLinks links;

	private final Clock clock;

	PasswordService(UserAccountRepository users, Passwords passwords, UserStores stores, Revocations revocations,
			OneTimeLinks links, Clock clock) {
		this.users = users;
		this.passwords = passwords;
		this.stores = stores;
		this.revocations = revocations;
		this.links = links;
		this.clock = clock;
	}

	/**
	 * What an account waits for.
	 *
	 * @param passwordToChange whether the user has to choose another password at the next
	 * sign-in
	 * @param unconfirmedUntil until when the e-mail address has to be confirmed, null
	 * where there is nothing to confirm
	 */
	public record Awaited(boolean passwordToChange, @Nullable Instant unconfirmedUntil) {

	}

	/**
	 * Sets the password that a user chose. All tokens and sign-ins of the user end, but
	 * for the one where that happens; links to choose one are of no more use.
	 * @param id the user
	 * @param password the new password in clear
	 * @param repeated the same once more
	 * @param kept the sign-in that goes on, null where none does
	 * @return the user
	 * @throws NotFound if there is none
	 * @throws BadRequest if it is too short or too long, not repeated, or the one that
	 * the user has
	 */
	@Transactional
	public Account choose(UUID id, String password, String repeated, @Nullable UUID kept) {
		UserAccount user = user(id);
		BadRequest.Collector problems = BadRequest.collect();
		Passwords.check(problems, password);
		problems.require(password.equals(repeated), "repeated", null, "the same password once more");
		problems.throwIfAny();
		if (user.passwordHash() != null && this.passwords.matches(password, user.passwordHash())) {
			throw new BadRequest("password", null, "another one than the present password");
		}
		this.stores.of(user).setPassword(user, password, this.clock.instant());
		user.requirePasswordChange(false);
		this.users.saveAndFlush(user);
		this.links.forget(id, Purpose.RESET_PASSWORD);
		this.revocations.ofUser(user.userName(), id, kept);
		return Account.of(user);
	}

	/**
	 * Says whether the user has to choose another password at the next sign-in.
	 * @param id the user
	 * @param required true where so
	 * @throws NotFound if there is none
	 */
	@Transactional
	public void requireChange(UUID id, boolean required) {
		UserAccount user = user(id);
		if (required && !this.stores.isWritable(user)) {
			throw new Conflict("the password of '" + user.userName()
					+ "' is not changed here (expected: a user of a store that is written to)");
		}
		user.requirePasswordChange(required);
		this.users.saveAndFlush(user);
	}

	/**
	 * Asks the user to confirm the e-mail address, or notes that this was done.
	 * @param id the user
	 * @param until the last moment, null where it was done
	 * @throws NotFound if there is none
	 */
	@Transactional
	public void awaitConfirmation(UUID id, @Nullable Instant until) {
		UserAccount user = user(id);
		user.awaitConfirmation(until);
		this.users.saveAndFlush(user);
		if (until == null) {
			this.links.forget(id, Purpose.CONFIRM_EMAIL);
		}
	}

	/**
	 * Tells whether a user's password can be changed here.
	 * @param id the user
	 * @return false where that is done elsewhere
	 * @throws NotFound if there is none
	 */
	@Transactional(readOnly = true)
	public boolean isChangedHere(UUID id) {
		return this.stores.isWritable(user(id));
	}

	/**
	 * Tells what an account waits for.
	 * @param id the user
	 * @return what is awaited
	 * @throws NotFound if there is none
	 */
	@Transactional(readOnly = true)
	public Awaited awaited(UUID id) {
		UserAccount user = user(id);
		return new Awaited(user.mustChangePassword(), user.unconfirmedUntil());
	}

	private UserAccount user(UUID id) {
		return this.users.findById(id).orElseThrow(() -> NotFound.of("user", id));
	}

}
