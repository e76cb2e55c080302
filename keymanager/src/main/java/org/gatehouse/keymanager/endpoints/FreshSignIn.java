package org.gatehouse.keymanager.endpoints;

import java.io.IOException;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.gatehouse.db.oauth.TokenHash;
import org.gatehouse.db.signin.SignIn;
import org.gatehouse.db.signin.SignIns;
import org.gatehouse.keymanager.sessions.SignInReference;
import org.gatehouse.keymanager.tokens.IdTokenHints;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Has people sign in once more where a client asks for it (OpenID Connect Core section
 * 3.1.2.1): by {@code prompt=login}, or because their sign-in is older than
 * {@code max_age}. For this one request nobody is signed in then: who may be asked is led
 * to the sign-in page, and {@code prompt=none} answers {@code login_required}. So does
 * the latter where {@code id_token_hint} is of somebody else.
 */
final class FreshSignIn extends OncePerRequestFilter {

	private static final String ASKED = "GATEHOUSE_FRESH_SIGN_IN";

	private static final String PROMPT = "prompt";

	/** What the sign-in page appends to a request that it goes on with. */
	private static final String CONTINUE = "continue";

	private final SignIns signIns;

	private final IdTokenHints hints;

	private final Clock clock;

	FreshSignIn(SignIns signIns, IdTokenHints hints, Clock clock) {
		this.signIns = signIns;
		this.hints = hints;
		this.clock = clock;
	}

	/**
	 * Whether nobody may be asked anything.
	 * @param request an authorization request
	 * @return true where it is to be answered at once, whoever is signed in
	 */
	static boolean isSilent(HttpServletRequest request) {
		return PostedAuthorizationRequests.isRequest(request) && prompts(request).contains("none");
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !PostedAuthorizationRequests.isRequest(request);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Authentication user = SecurityContextHolder.getContext().getAuthentication();
		UUID signIn = SignInReference.of(user);
		if (user == null || signIn == null) {
			if (isWantedAnew(request) && !isSilent(request)) {
				remember(request);
			}
		}
		else if (!isFresh(request, signIn) || !isMeant(request, user)) {
			SecurityContextHolder.setContext(SecurityContextHolder.createEmptyContext());
		}
		chain.doFilter(request, response);
	}

	private boolean isFresh(HttpServletRequest request, UUID signIn) {
		boolean anew = isWantedAnew(request);
		long seconds = maxAge(request);
		if (!anew && seconds == Long.MAX_VALUE) {
			return true;
		}
		Instant since = this.signIns.find(signIn).map(SignIn::signedInAt).orElse(Instant.EPOCH);
		return anew ? isAnswered(request, since) : !since.plusSeconds(seconds).isBefore(this.clock.instant());
	}

	private static boolean isWantedAnew(HttpServletRequest request) {
		return maxAge(request) == 0 || prompts(request).stream().anyMatch(List.of("login", "select_account")::contains);
	}

	private static long maxAge(HttpServletRequest request) {
		String maxAge = request.getParameter("max_age");
		return (maxAge != null && maxAge.matches("[0-9]{1,9}")) ? Long.parseLong(maxAge) : Long.MAX_VALUE;
	}

	/**
	 * The sign-in page goes on with the same request. It is remembered when it came
	 * first; a sign-in since then is good for it, once.
	 */
	private boolean isAnswered(HttpServletRequest request, Instant since) {
		HttpSession session = request.getSession();
		if (session.getAttribute(ASKED) instanceof Asked asked && asked.request().equals(same(request))) {
			if (since.isAfter(asked.at())) {
				session.removeAttribute(ASKED);
				return true;
			}
			return false;
		}
		remember(request);
		return false;
	}

	private void remember(HttpServletRequest request) {
		request.getSession().setAttribute(ASKED, new Asked(same(request), this.clock.instant()));
	}

	private static String same(HttpServletRequest request) {
		TreeMap<String, List<String>> parameters = new TreeMap<>();
		request.getParameterMap().forEach((name, values) -> parameters.put(name, Arrays.asList(values)));
		parameters.remove(CONTINUE);
		return TokenHash.of(parameters.toString());
	}

	private boolean isMeant(HttpServletRequest request, Authentication user) {
		String hint = request.getParameter("id_token_hint");
		return hint == null || !isSilent(request)
				|| this.hints.read(hint).filter((token) -> user.getName().equals(token.getSubject())).isPresent();
	}

	private static List<String> prompts(HttpServletRequest request) {
		String prompt = request.getParameter(PROMPT);
		return (prompt != null) ? List.of(prompt.split(" ")) : List.of();
	}

	/**
	 * A request that a user has to sign in for.
	 *
	 * @param request the hash of its parameters
	 * @param at when it came first
	 */
	private record Asked(String request, Instant at) implements Serializable {

	}

}
