package org.gatehouse.keymanager.accounts;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The platform's own store: the row is all there is of a user.
 */
@Component
class BuiltInUserStore implements UserStore {

	private final UserAccountRepository users;

	private final Passwords passwords;

	private final TransactionTemplate transactions;

	private final Clock clock;

	BuiltInUserStore(UserAccountRepository users, Passwords passwords, TransactionTemplate transactions, Clock clock) {
		this.users = users;
		this.passwords = passwords;
		this.transactions = transactions;
		this.clock = clock;
	}

	@Override
	public String domain() {
		return PRIMARY;
	}

	@Override
	public boolean isWritable() {
		return true;
	}

	@Override
	public Optional<UserAccount> find(String name) {
		return this.users.findByUserNameIgnoreCase(name).filter((user) -> user.storeId() == null);
	}

	@Override
	public boolean matches(UserAccount user, String password) {
		String hash = user.passwordHash();
		boolean matches = this.passwords.matches(password, hash);
		if (matches && hash != null && this.passwords.isOutdated(hash)) {
			upgrade(user, password);
		}
		return matches;
	}

	private void upgrade(UserAccount user, String password) {
		String hash = this.passwords.hash(password);
		this.transactions.executeWithoutResult((_) -> this.users.findById(user.getId())
			.ifPresent((current) -> current.changePassword(hash, this.clock.instant())));
	}

	@Override
	public UserAccount add(String name, String password, AccountDetails details, Instant now) {
		return new UserAccount(name, this.passwords.hash(password), now);
	}

	@Override
	public void describe(UserAccount user, AccountDetails details) {
		// The row says it.
	}

	@Override
	public void setPassword(UserAccount user, String password, Instant now) {
		user.changePassword(this.passwords.hash(password), now);
	}

	@Override
	public void remove(UserAccount user) {
		// The row goes.
	}

}
