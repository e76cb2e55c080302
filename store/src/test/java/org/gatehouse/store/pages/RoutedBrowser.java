package org.gatehouse.store.pages;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import jakarta.servlet.http.Cookie;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/**
 * Lets a real browser show the pages of a test's application without a web server and
 * without the key manager: what the browser asks for is answered by MockMvc, for a user
 * who is signed in.
 */
final class RoutedBrowser {

	static final String ORIGIN = "https://localhost:9443";

	private final MockMvcTester mvc;

	private final @Nullable String user;

	private final MockHttpSession session = new MockHttpSession();

	RoutedBrowser(MockMvcTester mvc, @Nullable String user) {
		this.mvc = mvc;
		this.user = user;
	}

	void connect(Page page) {
		page.route("**/*", this::answer);
	}

	private void answer(Route route) {
		URI uri = URI.create(route.request().url());
		var request = this.mvc.method(HttpMethod.valueOf(route.request().method())).uri(uri).session(this.session);
		route.request().headers().forEach((name, value) -> {
			if (!name.startsWith(":") && !name.equals("cookie")) {
				request.header(name, value);
			}
		});
		byte[] body = route.request().postDataBuffer();
		if (body != null) {
			request.content(body);
		}
		if (this.user != null) {
			String name = this.user;
			request.with(SecurityMockMvcRequestPostProcessors.oidcLogin().idToken(token -> token.subject(name)));
		}
		MockHttpServletResponse response = request.exchange().getResponse();
		Map<String, String> headers = new HashMap<>();
		response.getHeaderNames().forEach(name -> headers.put(name, String.join(", ", response.getHeaders(name))));
		for (Cookie _ : response.getCookies()) {
			headers.remove("Set-Cookie");
		}
		route.fulfill(new Route.FulfillOptions().setStatus(response.getStatus())
			.setHeaders(headers)
			.setBodyBytes(response.getContentAsByteArray()));
	}

}
