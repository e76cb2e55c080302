package org.gatehouse.web.security;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfException;

/**
 * Leads from a refused request for a page to the error page, which is rendered in a
 * dispatch of its own, and lets it know what this one knew: who was refused, and whether
 * that was for the roles or for the form.
 */
public final class RefusedRequests implements AccessDeniedHandler {

	/** The request's attribute by which the template knows a form that is too old. */
	static final String STALE_FORM = "staleForm";

	private final RequestAttributeSecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
			throws IOException {
		if (refusal instanceof CsrfException) {
			request.setAttribute(STALE_FORM, true);
		}
		this.contexts.saveContext(SecurityContextHolder.getContext(), request, response);
		response.sendError(HttpServletResponse.SC_FORBIDDEN);
	}

}
