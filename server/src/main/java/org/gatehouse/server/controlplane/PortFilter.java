package org.gatehouse.server.controlplane;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps what is for operators on their port and everything else off it, whatever the
 * {@code Host} header says.
 */
final class PortFilter extends OncePerRequestFilter {

	private final int managementPort;

	PortFilter(int managementPort) {
		this.managementPort = managementPort;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String path = request.getRequestURI();
		boolean management = path.equals("/management") || path.startsWith("/management/");
		boolean health = path.equals("/livez") || path.equals("/readyz");
		boolean operators = request.getLocalPort() == this.managementPort;
		if (health || operators == management) {
			chain.doFilter(request, response);
		}
		else {
			response.setStatus(HttpServletResponse.SC_NOT_FOUND);
		}
	}

}
