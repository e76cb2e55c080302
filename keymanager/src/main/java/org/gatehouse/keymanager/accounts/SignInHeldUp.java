package org.gatehouse.keymanager.accounts;

import java.util.UUID;

import org.springframework.security.authentication.AccountStatusException;

/**
 * Name and password fit together, but the user has to do something else at the sign-in
 * page before anything is open.
 */
public final class SignInHeldUp extends AccountStatusException {

	private static final long serialVersionUID = 1L;

	private final UUID userId;

	private final Reason reason;

	SignInHeldUp(Account account, Reason reason) {
		super(reason.text);
		this.userId = account.id();
		this.reason = reason;
	}

	/**
	 * What there is to do.
	 */
	public enum Reason {

		/** Choose a password, for somebody else chose the present one. */
		PASSWORD_TO_CHANGE("the password has to be changed first, at the sign-in page"),
		/** Open the link that was sent to the e-mail address. */
		EMAIL_TO_CONFIRM("the e-mail address has to be confirmed first, by the link that was sent there");

		private final String text;

		Reason(String text) {
			this.text = text;
		}

	}

	/**
	 * Who signs in.
	 * @return the user
	 */
	public UUID userId() {
		return this.userId;
	}

	/**
	 * What there is to do.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

}
