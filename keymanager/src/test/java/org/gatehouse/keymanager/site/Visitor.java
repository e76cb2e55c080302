package org.gatehouse.keymanager.site;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gatehouse.keymanager.site.KeyManagerTest.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody with a browser at some address of the internet, which the test's loopback
 * address is believed to stand for.
 */
final class Visitor {

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private final HttpClient http = HttpClient.newBuilder()
		.cookieHandler(new Cookies())
		.followRedirects(HttpClient.Redirect.NEVER)
		.build();

	private final int port;

	private final String address;

	Visitor(int port, String address) {
		this.port = port;
		this.address = address;
	}

	Answer get(String path) {
		return send(request(path).GET());
	}

	/** Looks at a page and sends its form. */
	Answer submit(String page, String path, String... fields) {
		Matcher csrf = CSRF.matcher(get(page).body());
		assertThat(csrf.find()).as(page).isTrue();
		String body = KeyManagerTest.encoded(fields) + "&_csrf=" + csrf.group(1);
		return send(request(path).header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	Answer signIn(String user, String password) {
		return submit("/login", "/login", "username", user, "password", password);
	}

	/**
	 * Asks for a code for the store, and so whether the key manager knows the visitor.
	 */
	Answer authorize() {
		return get("/oauth2/authorize?response_type=code&client_id=gatehouse-store&scope=openid&state=s"
				+ "&redirect_uri=https%3A%2F%2Flocalhost%3A9443%2Fstore%2Flogin%2Foauth2%2Fcode%2Fstore"
				+ "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256");
	}

	boolean isSignedIn() {
		return authorize().header("Location").contains("code=");
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.header("Accept", "text/html")
			.header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
			.header("X-Forwarded-For", this.address);
	}

	private Answer send(HttpRequest.Builder request) {
		try {
			return new Answer(this.http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
