package org.gatehouse.keymanager.sessions;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.db.signin.SignIns;
import org.gatehouse.keymanager.accounts.Account;
import org.gatehouse.keymanager.accounts.AccountAuthenticationProvider;
import org.gatehouse.web.security.EndedSignIns;
import org.gatehouse.web.security.Portal;

import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.stereotype.Component;

/**
 * Who is signed in at the key manager, apart from who is at the portals.
 */
@Component
public class IdentitySession {

	/**
	 * Where those go on who signed in without having been sent here: to the store, by its
	 * own sign-in, which asks for no password any more.
	 */
	public static final String HOME = Portal.STORE.signInPath();

	private final SignIns signIns;

	private final SignInRecorder recorder;

	IdentitySession(SignIns signIns, SignInRecorder recorder) {
		this.signIns = signIns;
		this.recorder = recorder;
	}

	/**
	 * Where it is kept who is signed in.
	 * @return the repository
	 */
	public static HttpSessionSecurityContextRepository contexts() {
		HttpSessionSecurityContextRepository repository = new HttpSessionSecurityContextRepository();
		repository.setSpringSecurityContextKey("GATEHOUSE_IDENTITY_CONTEXT");
		return repository;
	}

	/**
	 * Where it is kept what somebody wanted before signing in.
	 * @return the cache
	 */
	public static HttpSessionRequestCache requests() {
		HttpSessionRequestCache cache = new HttpSessionRequestCache();
		cache.setSessionAttrName("GATEHOUSE_IDENTITY_REQUEST");
		PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
		cache.setRequestMatcher(new OrRequestMatcher(paths.matcher(HttpMethod.GET, "/oauth2/authorize"),
				paths.matcher(HttpMethod.GET, "/device")));
		return cache;
	}

	/**
	 * Forgets who is signed in once the sign-in has ended.
	 * @return a filter for the key manager's chains
	 */
	public EndedSignIns endedSignIns() {
		return new EndedSignIns(this.signIns::lasts, SignInReference::of, contexts());
	}

	/**
	 * Signs somebody in who has proved to be the user otherwise than by the form.
	 * @param account the user
	 * @param request the request
	 * @param response its response
	 * @return where to send the browser
	 */
	public String signIn(Account account, HttpServletRequest request, HttpServletResponse response) {
		UsernamePasswordAuthenticationToken authentication = AccountAuthenticationProvider.authenticated(account,
				DeviceCookie.origin(request));
		request.getSession();
		request.changeSessionId();
		this.recorder.onAuthentication(authentication, request, response);
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(authentication);
		SecurityContextHolder.setContext(context);
		contexts().saveContext(context, request, response);
		SavedRequest wanted = requests().getRequest(request, response);
		return (wanted != null) ? wanted.getRedirectUrl() : HOME;
	}

}
