package org.gatehouse.keymanager.site;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gatehouse.keymanager.site.KeyManagerTest.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody's browser: it keeps cookies, sends forms with the token that stands in them,
 * and follows no redirect by itself.
 */
final class Browser {

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private final HttpClient http = HttpClient.newBuilder()
		.cookieHandler(new Cookies())
		.followRedirects(HttpClient.Redirect.NEVER)
		.build();

	private final IntSupplier port;

	/**
	 * A browser without cookies.
	 * @param port the port of the key manager, asked for when it is needed
	 */
	Browser(IntSupplier port) {
		this.port = port;
	}

	Answer get(String path) {
		return send(request(path).header("Accept", "text/html"));
	}

	/** Sends a form of a page. */
	Answer post(String page, String path, String... fields) {
		Matcher csrf = CSRF.matcher(page);
		assertThat(csrf.find()).isTrue();
		return postWithoutToken(path, KeyManagerTest.encoded(fields) + "&_csrf=" + csrf.group(1));
	}

	Answer postWithoutToken(String path, String body) {
		return send(request(path).header("Accept", "text/html")
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	/** Goes where an answer leads to, at this port. */
	Answer follow(Answer redirect) {
		URI to = URI.create(redirect.header("Location"));
		return get(to.getRawPath() + ((to.getRawQuery() != null) ? "?" + to.getRawQuery() : ""));
	}

	Answer signIn(String user, String password) {
		return post(get("/login").body(), "/login", "username", user, "password", password);
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port.getAsInt() + path));
	}

	private Answer send(HttpRequest.Builder request) {
		return KeyManagerTest.send(this.http, request);
	}

}
