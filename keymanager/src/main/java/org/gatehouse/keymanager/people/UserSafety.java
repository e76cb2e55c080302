package org.gatehouse.keymanager.people;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.gatehouse.db.signin.WrongPasswords.Count;
import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.AccountService;
import org.gatehouse.keymanager.accounts.FailedSignIns;
import org.gatehouse.keymanager.accounts.PasswordService;
import org.gatehouse.keymanager.profile.SignInView;
import org.gatehouse.keymanager.sessions.SessionService;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * What an administrator sees of, and does about, how a user signs in.
 */
@Service
class UserSafety {

	private final AccountService accounts;

	private final PasswordService passwords;

	private final FailedSignIns failures;

	private final SessionService sessions;

	private final Clock clock;

	UserSafety(AccountService accounts, PasswordService passwords, FailedSignIns failures, SessionService sessions,
			Clock clock) {
		this.accounts = accounts;
		this.passwords = passwords;
		this.failures = failures;
		this.sessions = sessions;
		this.clock = clock;
	}

	/**
	 * Wrong passwords for the user from one place.
	 *
	 * @param from the address, or that it is a known browser; null for all together
	 * @param last when the last one was
	 * @param lockedUntil until when nothing gets through, null where it does
	 */
	record Guess(@Nullable String from, String last, @Nullable String lockedUntil) {

	}

	/**
	 * How a user signs in.
	 *
	 * @param signIns where the user is signed in
	 * @param guesses the wrong passwords of the last hour
	 * @param locked whether a lock lasts
	 * @param passwordToChange whether another password has to be chosen at the next
	 * sign-in
	 * @param unconfirmedUntil until when the e-mail address has to be confirmed, null
	 * where there is nothing to confirm
	 */
	record View(List<SignInView> signIns, List<Guess> guesses, boolean locked, boolean passwordToChange,
			@Nullable String unconfirmedUntil) {

	}

	View of(Account account) {
		Instant now = this.clock.instant();
		List<Count> counts = this.failures.of(account.name());
		PasswordService.Awaited awaited = this.passwords.awaited(account.id());
		Instant unconfirmed = awaited.unconfirmedUntil();
		return new View(this.sessions.list(account.id()).stream().map((signIn) -> SignInView.of(signIn, null)).toList(),
				counts.stream().map((count) -> guess(count, now)).toList(),
				counts.stream().anyMatch((count) -> count.isLocked(now)), awaited.passwordToChange(),
				(unconfirmed != null) ? UtcTime.of(unconfirmed) : null);
	}

	private static Guess guess(Count count, Instant now) {
		String from = count.address().startsWith("device ") ? "a known browser" : count.address();
		Instant until = count.lockedUntil();
		return new Guess(from.isEmpty() ? null : from, UtcTime.of(count.failedAt()),
				(until != null && count.isLocked(now)) ? UtcTime.of(until) : null);
	}

	void unlock(UUID id) {
		this.failures.unlock(this.accounts.get(id).name());
	}

	void confirm(UUID id) {
		this.passwords.awaitConfirmation(id, null);
	}

	void endSignIn(UUID id, UUID signIn) {
		this.sessions.end(id, signIn);
	}

	/**
	 * Ends all sign-ins and tokens of a user.
	 * @param id the user
	 * @return the key of the last revocation in the change feed, empty where no token
	 * lasted
	 */
	Optional<String> endAll(UUID id) {
		return this.sessions.endAll(this.accounts.get(id));
	}

}
