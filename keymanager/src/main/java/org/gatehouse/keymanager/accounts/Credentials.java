package org.gatehouse.keymanager.accounts;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;

import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.db.tenant.TenantRepository;
import org.gatehouse.web.rest.Unavailable;

import org.springframework.stereotype.Service;

/**
 * Checks names and passwords. A caller cannot tell an unknown name from a wrong password,
 * a user who may not sign in, or too many failures: neither by the answer nor by the time
 * that it takes.
 */
@Service
public class Credentials {

	private final UserStores stores;

	private final TenantRepository tenants;

	private final Passwords passwords;

	private final FailedSignIns failures;

	Credentials(UserStores stores, TenantRepository tenants, Passwords passwords, FailedSignIns failures) {
		this.stores = stores;
		this.tenants = tenants;
		this.passwords = passwords;
		this.failures = failures;
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
	 * @param typedName the name as it was typed; {@code name@tenant} and
	 * {@code DOMAIN/name} are understood
	 * @param password the password as it was typed
	 * @param address where the request came from
	 * @return the user, empty where the two do not fit together or the user has to do
	 * something at the sign-in page first
	 * @throws Unavailable if the user's store does not answer
	 */
	public Optional<Account> check(String typedName, String password, String address) {
		return (check(typedName, password, Origin.of(address)) instanceof Result.Welcome welcome)
				? Optional.of(welcome.account()) : Optional.empty();
	}

	/**
	 * Checks.
	 * @param typedName the name as it was typed; {@code name@tenant} and
	 * {@code DOMAIN/name} are understood
	 * @param password the password as it was typed
	 * @param origin where the request came from
	 * @return what came of it
	 * @throws Unavailable if the user's store does not answer
	 */
	public Result check(String typedName, String password, Origin origin) {
		UserStores.Known known = this.stores.known(withoutTenant(typedName));
		Semaphore turn = this.failures.turn(known.name());
		try {
			FailedSignIns.Try attempt = this.failures.begin(known.name(), known.id(), origin);
			Optional<UserAccount> user = attempt.refused() ? nobody(password) : verified(known, password);
			if (user.isEmpty()) {
				this.failures.failed(attempt);
				return new Result.Refused();
			}
			this.failures.succeeded(attempt, user.get().getId());
			return accepted(user.get());
		}
		finally {
			turn.release();
		}
	}

	private Optional<UserAccount> verified(UserStores.Known known, String password) {
		Optional<UserAccount> user = this.stores.find(known);
		boolean matches = user.isPresent() && this.stores.of(user.get()).matches(user.get(), password);
		if (known.own() == null) {
			nobody(password);
		}
		return user.filter((found) -> matches && found.isEnabled());
	}

	/** Takes as long as comparing a password of one of the platform's own users. */
	private Optional<UserAccount> nobody(String password) {
		this.passwords.matches(password, null);
		return Optional.empty();
	}

	private static Result accepted(UserAccount user) {
		Account account = Account.of(user);
		if (user.unconfirmedUntil() != null) {
			return new Result.EmailToConfirm(account);
		}
		return user.mustChangePassword() ? new Result.PasswordToChange(account) : new Result.Welcome(account);
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
