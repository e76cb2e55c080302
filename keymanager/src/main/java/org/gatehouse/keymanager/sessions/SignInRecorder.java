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
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.stereotype.Component;

/**
 * Notes each sign-in at the key manager, with the browser, which is known from then on.
 */
@Component
public class SignInRecorder implements SessionAuthenticationStrategy {

	private final SignIns signIns;

	private final AccountService accounts;

	private final FailedSignIns failures;

	SignInRecorder(SignIns signIns, AccountService accounts, FailedSignIns failures) {
		this.signIns = signIns;
		this.accounts = accounts;
		this.failures = failures;
	}

	@Override
	public void onAuthentication(Authentication authentication, HttpServletRequest request,
			HttpServletResponse response) {
		Account account = this.accounts.findByName(authentication.getName()).orElseThrow();
		UUID signIn = this.signIns.begin(account.id(), String.valueOf(request.getRemoteAddr()),
				BrowserName.of(request.getHeader(HttpHeaders.USER_AGENT)));
		this.failures.know(account.id(), DeviceCookie.remember(request, response));
		((AbstractAuthenticationToken) authentication).setDetails(new SignInReference(signIn));
	}

}
