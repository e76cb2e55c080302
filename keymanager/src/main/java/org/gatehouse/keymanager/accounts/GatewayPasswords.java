package org.gatehouse.keymanager.accounts;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import org.gatehouse.common.snapshot.PasswordQuestion;
import org.gatehouse.common.snapshot.UserState;
import org.gatehouse.db.tenant.TenantContext;
import org.gatehouse.keymanager.scopes.UserScopes;
import org.gatehouse.web.rest.Unavailable;

import org.springframework.stereotype.Service;

/**
 * Looks at the passwords of users who call APIs with them, for gateways. Guessing is
 * slowed down as at the sign-in page.
 */
@Service
public class GatewayPasswords {

	private final Credentials credentials;

	private final UserScopes scopes;

	private final Clock clock;

	GatewayPasswords(Credentials credentials, UserScopes scopes, Clock clock) {
		this.credentials = credentials;
		this.scopes = scopes;
		this.clock = clock;
	}

	/**
	 * Checks a name and a password. To be called on a thread that may wait.
	 * @param question the name and the password, and the tenant whose user it has to be
	 * @return the user, empty where the two do not fit together or the user has to do
	 * something at the sign-in page first
	 * @throws Unavailable if the user's store does not answer
	 */
	public Optional<UserState> check(PasswordQuestion question) {
		Instant asked = this.clock.instant();
		return TenantContext.call(question.tenantId(),
				() -> this.credentials.check(question.userName(), question.password(), question.address())
					.map((account) -> new UserState(account.name(),
							this.scopes.granted(question.scopes(), account.roles()), asked)));
	}

}
