package org.gatehouse.keymanager.accounts;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

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
	 * Checks.
	 * @param typedName the name as it was typed; {@code name@tenant} is understood
	 * @param password the password as it was typed
	 * @param address where the request came from
	 * @return the user, empty where the two do not fit together
	 */
	public Optional<Account> check(String typedName, String password, String address) {
		String name = withoutTenant(typedName);
		boolean tooMany = this.failures.areTooMany(name, address);
		Optional<UserAccount> user = this.users.findByUserNameIgnoreCase(name);
		boolean matches = this.passwords.matches(password, user.map(UserAccount::passwordHash).orElse(null));
		if (tooMany || !matches || user.isEmpty() || !user.get().isEnabled()) {
			this.failures.add(name, address);
			return Optional.empty();
		}
		this.failures.forget(name, address);
		if (this.passwords.isOutdated(user.get().passwordHash())) {
			upgrade(user.get(), password);
		}
		return user.map(Account::of);
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
