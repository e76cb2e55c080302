package org.gatehouse.management.access;

import java.util.Optional;

import org.gatehouse.common.identity.Permission;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.db.identity.UserAccountRepository;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/**
 * The users of the default tenant, to whom the nodes belong, and who of them may manage.
 */
@Component
class Administrators {

	/** What those have who may use the management API. */
	static final String AUTHORITY = "ADMINISTER";

	private final UserAccountRepository users;

	Administrators(UserAccountRepository users) {
		this.users = users;
	}

	/**
	 * Finds someone who signs in.
	 * @param userName who
	 * @return the user, disabled where the account is, and with expired credentials where
	 * the password has to be changed first
	 * @throws UsernameNotFoundException if there is no such user
	 */
	UserDetails load(String userName) {
		UserAccount account = find(userName).orElseThrow(() -> new UsernameNotFoundException("unknown user"));
		String hash = account.passwordHash();
		if (hash == null) {
			// The node has no way to the user's directory.
			throw new UsernameNotFoundException("a user of a directory");
		}
		return User.withUsername(account.userName())
			.password(hash)
			.disabled(!account.isEnabled() || account.unconfirmedUntil() != null)
			.credentialsExpired(account.mustChangePassword())
			.authorities(new String[0])
			.build();
	}

	/**
	 * Tells whether someone may still manage, so that a login ends with the permission.
	 * @param userName who
	 * @return true for an enabled user with the permission to administer, who has no
	 * password to change first
	 */
	boolean mayManage(String userName) {
		return find(userName)
			.filter((account) -> account.isEnabled() && !account.mustChangePassword() && mayManage(account))
			.isPresent();
	}

	private Optional<UserAccount> find(String userName) {
		return TenantContext.call(DefaultTenant.ID, () -> this.users.findByUserNameIgnoreCase(userName));
	}

	private static boolean mayManage(UserAccount account) {
		return Permission.of(account.roleNames()).contains(Permission.ADMINISTER);
	}

}
