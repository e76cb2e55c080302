package org.gatehouse.web.page;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.web.WebProperties;
import org.gatehouse.web.security.Portal;
import org.gatehouse.web.security.RequestIdFilter;
import org.gatehouse.web.security.SignedInUser;
import org.gatehouse.web.security.SignedInUsers;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriUtils;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Adds to every page's model what the layout needs: {@code user}, {@code portal},
 * {@code here}, {@code signInUrl}, {@code requestId}, {@code gatewayUrl},
 * {@code publicUrl}.
 */
@Component
public class PageModel implements HandlerInterceptor {

	private final SignedInUsers users;

	private final WebProperties properties;

	PageModel(SignedInUsers users, WebProperties properties) {
		this.users = users;
		this.properties = properties;
	}

	@Override
	public void postHandle(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable ModelAndView page) {
		if (page == null || page.getViewName() == null || page.getViewName().startsWith("redirect:")) {
			return;
		}
		fill(page, request);
	}

	void fill(ModelAndView page, HttpServletRequest request) {
		String path = path(request);
		Portal portal = Portal.of(path);
		SignedInUser user = this.users.from(SecurityContextHolder.getContext().getAuthentication());
		if ((user != null || portal == null)
				&& request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
			// A form far down the page would make its token, and a session for it, too
			// late.
			token.getToken();
		}
		String query = request.getQueryString();
		String here = "GET".equals(request.getMethod()) ? path + ((query != null) ? "?" + query : "") : path;
		Portal door = (portal != null) ? portal : Portal.STORE;
		page.addObject("user", user);
		page.addObject("portal", (portal != null) ? portal.registrationId() : "");
		page.addObject("here", path);
		page.addObject("signInUrl", door.path() + "/sign-in?to="
				+ UriUtils.encodeQueryParam(here, UTF_8).replace("&", "%26").replace("+", "%2B"));
		page.addObject("requestId", request.getAttribute(RequestIdFilter.ATTRIBUTE));
		page.addObject("gatewayUrl", this.properties.gatewayUrl().toString());
		page.addObject("publicUrl", this.properties.publicUrl().toString());
	}

	static String path(HttpServletRequest request) {
		return (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String original) ? original
				: request.getRequestURI();
	}

}
