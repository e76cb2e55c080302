package org.gatehouse.web.security;

import java.util.LinkedHashMap;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;

/**
 * Remembers the sign-ins to a portal that were started and not yet answered. Spring
 * Security's own memory holds one for the whole session; here each portal has its own and
 * several tabs can sign in at the same time.
 */
final class PendingSignIns implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

	private static final int MOST = 8;

	private final String attribute;

	PendingSignIns(Portal portal) {
		this.attribute = "GATEHOUSE_" + portal.name() + "_SIGN_INS";
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
		String state = request.getParameter(OAuth2ParameterNames.STATE);
		return (state != null) ? pending(request).get(state) : null;
	}

	@Override
	public void saveAuthorizationRequest(@Nullable OAuth2AuthorizationRequest authorizationRequest,
			HttpServletRequest request, HttpServletResponse response) {
		if (authorizationRequest == null) {
			removeAuthorizationRequest(request, response);
			return;
		}
		LinkedHashMap<String, OAuth2AuthorizationRequest> pending = pending(request);
		pending.put(String.valueOf(authorizationRequest.getState()), authorizationRequest);
		while (pending.size() > MOST) {
			pending.pollFirstEntry();
		}
		request.getSession().setAttribute(this.attribute, pending);
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(HttpServletRequest request,
			HttpServletResponse response) {
		String state = request.getParameter(OAuth2ParameterNames.STATE);
		HttpSession session = request.getSession(false);
		if (state == null || session == null) {
			return null;
		}
		LinkedHashMap<String, OAuth2AuthorizationRequest> pending = pending(request);
		OAuth2AuthorizationRequest removed = pending.remove(state);
		session.setAttribute(this.attribute, pending);
		return removed;
	}

	/** A copy, so that requests of one session do not write to one map. */
	@SuppressWarnings("unchecked")
	private LinkedHashMap<String, OAuth2AuthorizationRequest> pending(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		Object stored = (session != null) ? session.getAttribute(this.attribute) : null;
		return (stored instanceof LinkedHashMap<?, ?> map)
				? new LinkedHashMap<>((LinkedHashMap<String, OAuth2AuthorizationRequest>) map) : new LinkedHashMap<>();
	}

}
