package org.gatehouse.keymanager.accounts;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;

import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tenant.TenantRepository;

import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Checks names and passwords. A caller cannot tell an unknown name from a wrong password,
 * a user who may not sign in, or too many failures: neither by the answer nor by the time
 * that it takes.
 */
@Service
public class Credentials {

	private final UserAccountRepository users;

	private final TenantRepository tenants;

	private final Passwords passwords;

	private final FailedSignIns failures;

	private final TransactionTemplate transactions;

	private final Clock clock;

	Credentials(UserAccountRepository users, TenantRepository tenants, Passwords passwords, FailedSignIns failures,
			TransactionTemplate transactions, Clock clock) {
		this.users = users;
		this.tenants = tenants;
		this.passwords = passwords;
		this.failures = failures;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * What came of a name and a password.
	 */
	public sealed interface Result {

		/**
		 * They fit together, and the user may go on.
		 *
		 * @param account the user
		 */
		record Welcome(Account account) implements Result {

		}

		/**
		 * They fit together, but the user has to choose another password first.
		 *
		 * @param account the user
		 */
		record PasswordToChange(Account account) implements Result {

		}

		/**
		 * They fit together, but the user has to confirm the e-mail address first.
		 *
		 * @param account the user
		 */
		record EmailToConfirm(Account account) implements Result {

		}

		/** They do not, or too many did not before. */
		record Refused() implements Result {

		}

	}

	/**
	 * Checks, for callers who cannot ask the user anything.
	 * @param typedName the name as it was typed; {@code name@tenant} is understood
	 * @param password the password as it was typed
	 * @param address where the request came from
	 * @return the user, empty where the two do not fit together or the user has to do
	 * something at the sign-in page first
	 */
	public Optional<Account> check(String typedName, String password, String address) {
		return (check(typedName, password, Origin.of(address)) instanceof Result.Welcome welcome)
				? Optional.of(welcome.account()) : Optional.empty();
	}

	/**
	 * Checks.
	 * @param typedName the name as it was typed; {@code name@tenant} is understood
	 * @param password the password as it was typed
	 * @param origin where the request came from
	 * @return what came of it
	 */
	public Result check(String typedName, String password, Origin origin) {
		String name = withoutTenant(typedName);
		Semaphore turn = this.failures.turn(name);
		try {
			Optional<UserAccount> user = this.users.findByUserNameIgnoreCase(name);
			FailedSignIns.Try attempt = this.failures.begin(name, user.map(UserAccount::getId).orElse(null), origin);
			boolean matches = this.passwords.matches(password, user.map(UserAccount::passwordHash).orElse(null));
			if (attempt.refused() || !matches || user.isEmpty() || !user.get().isEnabled()) {
				this.failures.failed(attempt);
				return new Result.Refused();
			}
			this.failures.succeeded(attempt, user.get().getId());
			if (this.passwords.isOutdated(user.get().passwordHash())) {
				upgrade(user.get(), password);
			}
			return accepted(user.get());
		}
		finally {
			turn.release();
		}
	}

	private static Result accepted(UserAccount user) {
		Account account = Account.of(user);
		if (user.unconfirmedUntil() != null) {
			return new Result.EmailToConfirm(account);
		}
		return user.mustChangePassword() ? new Result.PasswordToChange(account) : new Result.Welcome(account);
	}

	private void upgrade(UserAccount user, String password) {
		String hash = this.passwords.hash(password);
		this.transactions.executeWithoutResult((_) -> this.users.findById(user.getId())
			.ifPresent((current) -> current.changePassword(hash, this.clock.instant())));
	}

	private String withoutTenant(String name) {
		int at = name.lastIndexOf('@');
		if (at <= 0) {
			return name;
		}
		String domain = name.substring(at + 1).toLowerCase(Locale.ROOT);
		boolean own = this.tenants.findByDomain(domain)
			.filter((tenant) -> tenant.id().equals(TenantContext.current()))
			.isPresent();
		return own ? name.substring(0, at) : name;
	}

}
