package org.gatehouse.keymanager.accounts;

import org.gatehouse.web.rest.Unavailable;

import org.springframework.security.core.AuthenticationException;

/**
 * The store of whoever signs in does not answer at the moment.
 */
public final class SignInUnavailable extends AuthenticationException {

	private static final long serialVersionUID = 1L;

	SignInUnavailable(Unavailable cause) {
		super(cause.description(), cause);
	}

}
