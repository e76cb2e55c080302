package org.gatehouse.keymanager.endpoints;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.keymanager.sessions.IdentitySession;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The authorization endpoint for {@code response_type=token}, and for users' answers to
 * such requests. It comes before the authorization server's own, which knows neither.
 */
final class ImplicitEndpoint extends OncePerRequestFilter {

	private static final String TOKEN = "token";

	private final ImplicitGrant grant;

	private final AuthenticationConverter converter;

	private final AuthorizationAnswers answers;

	private final String consentPage;

	ImplicitEndpoint(ImplicitGrant grant, AuthenticationConverter converter, AuthorizationAnswers answers,
			String consentPage) {
		this.grant = grant;
		this.converter = converter;
		this.answers = answers;
		this.consentPage = consentPage;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !PostedAuthorizationRequests.PATH
			.equals(request.getRequestURI().substring(request.getContextPath().length()));
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			if (TOKEN.equals(request.getParameter(OAuth2ParameterNames.RESPONSE_TYPE))) {
				ask(request, response);
				return;
			}
			OAuth2Authorization waiting = waiting(request);
			if (waiting != null) {
				answer(waiting, request, response);
				return;
			}
		}
		catch (OAuth2AuthorizationCodeRequestAuthenticationException refused) {
			this.answers.refuse(response, refused, true);
			return;
		}
		chain.doFilter(request, response);
	}

	private void ask(HttpServletRequest request, HttpServletResponse response) throws IOException {
		String[] types = request.getParameterValues(OAuth2ParameterNames.RESPONSE_TYPE);
		String[] codes = new String[types.length];
		Arrays.fill(codes, "code");
		// All else is read and checked as for a code.
		var asked = (OAuth2AuthorizationCodeRequestAuthenticationToken) Objects.requireNonNull(
				this.converter.convert(new RequestWithParameter(request, OAuth2ParameterNames.RESPONSE_TYPE, codes)));
		RegisteredClient client = this.grant.validated(asked);
		Authentication user = (Authentication) asked.getPrincipal();
		if (user == null || user instanceof AnonymousAuthenticationToken || !user.isAuthenticated()) {
			if (FreshSignIn.isSilent(request)) {
				throw RefusedOptions.refused(asked, "login_required", "prompt");
			}
			IdentitySession.requests().saveRequest(request, response);
			response.sendRedirect(request.getContextPath() + "/login");
			return;
		}
		OAuth2AuthorizationRequest toConsent = this.grant.toConsent(asked, client, user);
		if (toConsent == null) {
			send(asked, client, user, response);
			return;
		}
		if (FreshSignIn.isSilent(request)) {
			throw RefusedOptions.refused(asked, "consent_required", "prompt");
		}
		response.sendRedirect(UriComponentsBuilder.fromUriString(this.consentPage)
			.queryParam(OAuth2ParameterNames.STATE, this.grant.keep(toConsent, client, user))
			.toUriString());
	}

	private @Nullable OAuth2Authorization waiting(HttpServletRequest request) {
		String state = request.getParameter(OAuth2ParameterNames.STATE);
		boolean answer = HttpMethod.POST.matches(request.getMethod()) && state != null
				&& request.getParameter(OAuth2ParameterNames.RESPONSE_TYPE) == null;
		return answer ? this.grant.waiting(state) : null;
	}

	private void answer(OAuth2Authorization waiting, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		Authentication user = SecurityContextHolder.getContext().getAuthentication();
		String[] scopes = request.getParameterValues(OAuth2ParameterNames.SCOPE);
		Set<String> allowed = (scopes != null) ? new LinkedHashSet<>(Arrays.asList(scopes)) : Set.of();
		var asked = this.grant.answered(waiting, user, request.getParameter(OAuth2ParameterNames.CLIENT_ID), allowed);
		send(asked, this.grant.validated(asked), Objects.requireNonNull(user), response);
	}

	private void send(OAuth2AuthorizationCodeRequestAuthenticationToken asked, RegisteredClient client,
			Authentication user, HttpServletResponse response) throws IOException {
		this.answers.token(response, Objects.requireNonNull(asked.getRedirectUri()), asked.getState(),
				this.grant.issue(asked, client, user));
	}

}
