package org.gatehouse.gatewaycore;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Paths that a backend may read otherwise than the gateway: what a caller without a token
 * gets through never leads to what needs one, however carelessly the backend reads.
 */
class PathConfusionIT {

	private static final List<String> STEPS = List.of("/", "//", "///", "/./", "/../", "/.../", "%2f", "%2F", "%5c",
			"%5C", "\\", "/%2e/", "/%2e%2e/", "/.%2e/", "/%2E./", "/..;/", "/..;x=y/", "/;/", "/;x/", ";/", "/.;/",
			"%252f", "%25%32%66", "%252e%252e", "/%252e%252e/", "%2f..%2f", "/..%2f", "/..%5c", "%5c..%5c", "\\..\\",
			"/..\\", "%c0%af", "%c0%ae%c0%ae/", "/%c0%ae%c0%ae/", "/%e0%80%ae/", "%u002f", "%uff0f", "%ef%bc%8f", "%00",
			"%00/", "%0a", "%0d%0a", "%09", "%20", "%7f", "%23", "%3f", "?/", "#/", "/%", "/%2", "/%zz", "/%2%66",
			"/../../", "/x/../", "/x/..;/", "/x/%2e%2e/", "/x/%252e%252e/", "%2f%2f", "/%2f", "%2f/", "/\t/", "/|/",
			"/..%00/", "/..%0d/", "/..%ff/", "/%20../", "/..%20/", "/. ./", "/~/", "/-/", ":", "@", "&", "=", "+");

	private final RawBackend backend = new RawBackend();

	private final GatewayKit kit = new GatewayKit((configuration) -> configuration.withAccessLog(false));

	@AfterEach
	void stop() throws IOException {
		this.kit.close();
		this.backend.close();
	}

	@Test
	void noPathLeadsRoundAScope() {
		this.kit.deploy(
				Fixtures.api("/api", this.backend.url("/b"))
					.operations(Fixtures.operation(HttpVerb.GET, "/public/*", AuthType.NONE),
							Fixtures.operation(HttpVerb.GET, "/public", AuthType.NONE),
							Fixtures.operation(HttpVerb.GET, "/secret", AuthType.ANY, "top"),
							Fixtures.operation(HttpVerb.GET, "/secret/*", AuthType.ANY, "top"))
					.build(),
				Fixtures.api("/other", this.backend.url("/secret"))
					.operations(Fixtures.operation(HttpVerb.GET, "/*", AuthType.ANY))
					.build());
		List<String> paths = paths();
		for (String path : paths) {
			String answer = this.kit.raw("GET " + path + " HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n");
			assertThat(answer).as(path).matches("(?s)HTTP/1\\.1 (200|400|401|404|405) .*<closed>");
		}
		assertThat(paths).hasSizeGreaterThan(1000);
		assertThat(this.backend.complaints()).isEmpty();
		assertThat(this.backend.received()).isNotEmpty().allSatisfy((request) -> {
			for (String reading : careless(request.target())) {
				assertThat(reading).startsWith("/b/public");
			}
		});
	}

	private static List<String> paths() {
		List<String> paths = new ArrayList<>();
		for (String step : STEPS) {
			for (String before : List.of("/api/1.0.0/public", "/api/1.0.0/public/x", "/api/1.0.0/public/x/y",
					"/api/1.0.0", "/api", "", "/api/1.0.0/public" + step + "..", "/api/1.0.0/public/.." + step,
					"http://gateway/api/1.0.0/public")) {
				for (String after : List.of("secret", "secret/", "../secret", "1.0.0/secret", "..%2fsecret")) {
					paths.add((before.isEmpty() ? "/" : before) + step + after);
				}
			}
			paths.add("/api/1.0.0/secret" + step);
			paths.add("/api/1.0.0" + step + "secret" + step + "x");
		}
		paths.addAll(List.of("/api/1.0.0/%73ecret", "/api/1.0.0/SECRET", "/api/1.0.0/secre%74/", "/api/1.0.0/secret?x",
				"/api/1.0.0/secret;x", "/api/1.0.0/secret.json", "/API/1.0.0/secret",
				"/api/1.0.0/public%2f..%2fsecret"));
		return paths;
	}

	/** What backends are known to make of a path, one mistake after the other. */
	private static List<String> careless(String target) {
		List<String> readings = new ArrayList<>();
		String path = target.replaceAll("[?#].*", "");
		for (int decodings = 0; decodings < 3; decodings++) {
			readings.add(resolved(path));
			readings.add(resolved(path.replaceAll(";[^/]*", "")));
			readings.add(resolved(path.replace('\\', '/')));
			readings.add(resolved(path.replaceAll("/+", "/")));
			readings.add(resolved(path.replaceAll("[\\x00-\\x1f].*", "")));
			path = decoded(path.replaceAll(";[^/]*", ""));
		}
		return readings;
	}

	private static String decoded(String path) {
		try {
			return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.ISO_8859_1);
		}
		catch (IllegalArgumentException ex) {
			return path;
		}
	}

	private static String resolved(String path) {
		Deque<String> segments = new ArrayDeque<>();
		for (String segment : path.split("/")) {
			if (segment.stripTrailing().equals("..")) {
				segments.pollLast();
			}
			else if (!segment.isBlank() && !segment.stripTrailing().equals(".")) {
				segments.addLast(segment);
			}
		}
		return "/" + String.join("/", segments);
	}

}
