package org.gatehouse.web.security;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.db.tenant.DefaultTenant;
import org.gatehouse.db.tenant.TenantContext;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Binds each request to a tenant before anything asks the database, signing in included.
 * There is one tenant so far.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
public class TenantFilter extends OncePerRequestFilter {

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try (TenantContext.Binding _ = TenantContext.bind(DefaultTenant.ID)) {
			chain.doFilter(request, response);
		}
	}

	/** An error page is rendered after the request has left this filter. */
	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

	/** What a request left for later belongs to its tenant too. */
	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

}
