package org.gatehouse.keymanager.sessions;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.gatehouse.db.signin.SignIn;
import org.gatehouse.db.signin.SignIns;
import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.revocation.Revocations;
import org.gatehouse.web.rest.NotFound;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The sign-ins of a user, and their end: the browser is signed out of all portals with
 * its next request, and the tokens that came of the sign-in are revoked.
 */
@Service
public class SessionService {

	private final SignIns signIns;

	private final Revocations revocations;

	SessionService(SignIns signIns, Revocations revocations) {
		this.signIns = signIns;
		this.revocations = revocations;
	}

	/**
	 * Lists a user's sign-ins that last.
	 * @param userId the user
	 * @return the last used first
	 */
	@Transactional(readOnly = true)
	public List<SignIn> list(UUID userId) {
		return this.signIns.of(userId);
	}

	/**
	 * Ends one.
	 * @param userId the user
	 * @param id the sign-in
	 * @throws NotFound if it is none of the user's that lasts
	 */
	@Transactional
	public void end(UUID userId, UUID id) {
		if (this.signIns.of(userId).stream().noneMatch((one) -> one.id().equals(id))) {
			throw NotFound.of("sign-in", id);
		}
		this.revocations.ofSignIn(id);
	}

	/**
	 * Ends one, whoever's it is.
	 * @param id the sign-in; nothing happens where there is none
	 */
	@Transactional
	public void end(UUID id) {
		this.revocations.ofSignIn(id);
	}

	/**
	 * Ends the one behind somebody who signs out of the key manager.
	 * @param authentication who is signed in, null where nobody is
	 */
	@Transactional
	public void endOf(@Nullable Authentication authentication) {
		UUID id = SignInReference.of(authentication);
		if (id != null) {
			end(id);
		}
	}

	/**
	 * Ends all but one.
	 * @param userId the user
	 * @param kept the one that goes on, null where none does
	 */
	@Transactional
	public void endOthers(UUID userId, @Nullable UUID kept) {
		this.signIns.of(userId)
			.stream()
			.map(SignIn::id)
			.filter((id) -> !id.equals(kept))
			.forEach(this.revocations::ofSignIn);
	}

	/**
	 * Ends all, and everything else that was issued for the user.
	 * @param account the user
	 * @return the key of the last entry in the change feed, empty where no token lasted
	 */
	@Transactional
	public Optional<String> endAll(Account account) {
		return this.revocations.ofUser(account.name(), account.id());
	}

}
