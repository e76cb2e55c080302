package org.gatehouse.acceptance.running;

import java.net.HttpCookie;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A browser without a screen: it keeps cookies and sends forms with the token that stands
 * in them. The proxy in front of the nodes, which sends each path to the node that has
 * it, is in here too.
 */
public final class WebVisitor {

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private final HttpCaller identity;

	private final HttpCaller portals;

	private final Map<String, String> cookies = new LinkedHashMap<>();

	/**
	 * Somebody's browser, where one node does it all.
	 * @param server the node
	 */
	public WebVisitor(RunningGatehouse server) {
		this(server.anyone(), server.control());
	}

	/**
	 * Somebody's browser.
	 * @param identity calls the node with the key manager
	 * @param portals the node with publisher and store
	 */
	public WebVisitor(HttpCaller identity, URI portals) {
		this.identity = identity.with("Accept", "text/html");
		this.portals = this.identity.at(portals);
	}

	/**
	 * Signs in at the key manager.
	 * @param user who
	 * @param password the password
	 * @return where that leads to
	 */
	public Answer signIn(String user, String password) {
		return submit("/login", "/login", "username", user, "password", password);
	}

	/**
	 * Asks for a page, and goes on to where it leads.
	 * @param path path and query
	 * @return the page at the end
	 */
	public Answer follow(String path) {
		return followed(get(path));
	}

	/**
	 * Asks for a page and goes nowhere else.
	 * @param path path and query
	 * @return the answer, which may be a redirect
	 */
	public Answer get(String path) {
		return kept(node(path).get(path));
	}

	/**
	 * Looks at a page, sends a form of it, and goes on to where that leads.
	 * @param page the page with the form
	 * @param path where the form goes
	 * @param fields names and values in turn
	 * @return the page at the end
	 */
	public Answer submit(String page, String path, String... fields) {
		return followed(post(page, path, fields));
	}

	/**
	 * Looks at a page, sends a form of it, and goes nowhere else.
	 * @param page the page with the form
	 * @param path where the form goes
	 * @param fields names and values in turn
	 * @return the answer, which may be a redirect
	 */
	public Answer post(String page, String path, String... fields) {
		Matcher csrf = CSRF.matcher(follow(page).body());
		assertThat(csrf.find()).as(page).isTrue();
		Map<String, String> form = new LinkedHashMap<>(Map.of("_csrf", csrf.group(1)));
		for (int i = 0; i < fields.length; i += 2) {
			form.put(fields[i], fields[i + 1]);
		}
		return kept(node(path).form(path, form));
	}

	/**
	 * Sends a form without a token, and goes nowhere else.
	 * @param path where the form goes
	 * @param fields the fields
	 * @return the answer, which may be a redirect
	 */
	public Answer send(String path, Map<String, String> fields) {
		return kept(node(path).form(path, fields));
	}

	private HttpCaller node(String path) {
		HttpCaller node = (path.startsWith("/store") || path.startsWith("/publisher")) ? this.portals : this.identity;
		return this.cookies.isEmpty() ? node
				: node.with("Cookie",
						this.cookies.entrySet()
							.stream()
							.map((cookie) -> cookie.getKey() + "=" + cookie.getValue())
							.collect(Collectors.joining("; ")));
	}

	private Answer followed(Answer first) {
		Answer answer = first;
		for (int i = 0; i < 12 && answer.status() == 302; i++) {
			URI to = URI.create(answer.headers().firstValue("Location").orElseThrow());
			answer = get(to.getRawPath() + ((to.getRawQuery() != null) ? "?" + to.getRawQuery() : ""));
		}
		return answer.expect(200);
	}

	private Answer kept(Answer answer) {
		answer.headers()
			.allValues("Set-Cookie")
			.forEach((line) -> HttpCookie.parse(line)
				.forEach((cookie) -> this.cookies.put(cookie.getName(), cookie.getValue())));
		return answer;
	}

}
