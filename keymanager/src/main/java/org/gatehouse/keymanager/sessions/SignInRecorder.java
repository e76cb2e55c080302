package org.gatehouse.keymanager.sessions;

import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.db.signin.SignIns;
import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.AccountService;
import org.gatehouse.keymanager.accounts.FailedSignIns;

import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.stereotype.Component;

/**
 * Notes each sign-in at the key manager, with the browser, which is known from then on.
 * Who signs in once more goes on with the same sign-in; who was signed in there before is
 * signed out everywhere.
 */
@Component
public class SignInRecorder implements SessionAuthenticationStrategy {

	private final SignIns signIns;

	private final AccountService accounts;

	private final FailedSignIns failures;

	private final SessionService sessions;

	SignInRecorder(SignIns signIns, AccountService accounts, FailedSignIns failures, SessionService sessions) {
		this.signIns = signIns;
		this.accounts = accounts;
		this.failures = failures;
		this.sessions = sessions;
	}

	@Override
	public void onAuthentication(Authentication authentication, HttpServletRequest request,
			HttpServletResponse response) {
		Account account = this.accounts.findByName(authentication.getName()).orElseThrow();
		Authentication before = SecurityContextHolder.getContext().getAuthentication();
		UUID signIn = SignInReference.of(before);
		if (before != null && signIn != null && account.name().equals(before.getName())) {
			// The portals are signed in by it, and stay so.
			this.signIns.renew(signIn);
		}
		else {
			this.sessions.endOf(before);
			signIn = this.signIns.begin(account.id(), String.valueOf(request.getRemoteAddr()),
					BrowserName.of(request.getHeader(HttpHeaders.USER_AGENT)));
		}
		this.failures.know(account.id(), DeviceCookie.remember(request, response));
		((AbstractAuthenticationToken) authentication).setDetails(new SignInReference(signIn));
	}

}
