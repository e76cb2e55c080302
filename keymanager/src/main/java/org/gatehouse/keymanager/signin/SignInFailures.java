package org.gatehouse.keymanager.signin;

import java.io.IOException;
import java.time.Clock;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.keymanager.accounts.SignInHeldUp;
import org.gatehouse.keymanager.accounts.SignInUnavailable;
import org.gatehouse.keymanager.recovery.SignUpService;

import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;

/**
 * What follows a sign-in that did not succeed: most often the form once more, but to
 * those who know their password the page that tells them what is to be done first.
 */
@Component
public class SignInFailures implements AuthenticationFailureHandler {

	private final SignUpService signUps;

	private final Clock clock;

	SignInFailures(SignUpService signUps, Clock clock) {
		this.signUps = signUps;
		this.clock = clock;
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException failure) throws IOException, ServletException {
		String page = "/login/failed";
		if (failure instanceof SignInUnavailable) {
			page = "/login/unavailable";
		}
		if (failure instanceof SignInHeldUp held) {
			switch (held.reason()) {
				case PASSWORD_TO_CHANGE -> {
					request.getSession();
					request.changeSessionId();
					NewPasswordController.begin(request.getSession(), held.userId(), this.clock.instant());
					response.sendRedirect("/login/new-password");
					return;
				}
				case EMAIL_TO_CONFIRM -> {
					this.signUps.sendAgain(held.userId());
					page = "/login/unconfirmed";
				}
			}
		}
		request.getRequestDispatcher(page).forward(request, response);
	}

}
