package org.gatehouse.server.launch;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.gatehouse.server.Role;
import org.gatehouse.server.controlplane.KnownPassword;
import org.gatehouse.server.sample.SampleKey;
import org.jspecify.annotations.Nullable;

/**
 * What a person reads when the node is ready: where everything is, and three commands
 * that show that it works.
 */
final class Banner {

	private Banner() {
	}

	static String of(RunningNode running, Phases phases) {
		LaunchedNode node = running.node();
		StringBuilder text = new StringBuilder(1024).append('\n');
		Map<String, Long> millis = phases.all();
		text.append(String.format(Locale.ROOT, "Gatehouse is ready after %.1f s (%s)%n%n",
				millis.getOrDefault("ready", 0L) / 1000.0,
				millis.entrySet()
					.stream()
					.filter((phase) -> !phase.getKey().equals("ready"))
					.map((phase) -> String.format(Locale.ROOT, "%s %.1f", phase.getKey(), phase.getValue() / 1000.0))
					.collect(Collectors.joining(", "))));
		addresses(text, node);
		if (node.is(Role.KEYMANAGER) && running.controlPlane() != null) {
			signIn(text, running.controlPlane().getBean(KnownPassword.class).inUse());
		}
		SampleKey key = (running.sample() != null) ? running.sample().key() : null;
		if (key != null) {
			commands(text, node, key);
		}
		return text.append("Log: ")
			.append(node.data().logs().resolve("gatehouse.log"))
			.append("   Stop: Ctrl-C\n")
			.toString();
	}

	private static void addresses(StringBuilder text, LaunchedNode node) {
		Ports ports = node.ports();
		String web = "https://localhost:" + ports.web();
		row(text, node.is(Role.STORE) ? "Store" : null, web + "/store");
		row(text, node.is(Role.PUBLISHER) ? "Publisher" : null, web + "/publisher");
		row(text, node.is(Role.KEYMANAGER) ? "Admin" : null, web + "/admin");
		row(text, node.is(Role.GATEWAY) ? "Gateway" : null,
				"https://localhost:" + ports.gatewayHttps() + "   http://localhost:" + ports.gatewayHttp());
		row(text, node.is(Role.MANAGEMENT) ? "Management" : null,
				"https://localhost:" + ports.management() + "/management");
		boolean gatewayOnly = node.options().gatewayOnly();
		row(text, "Health", (gatewayOnly ? "https://localhost:" + ports.gatewayHttps() : web) + "/readyz");
		text.append('\n');
	}

	private static void row(StringBuilder text, @Nullable String name, String value) {
		if (name != null) {
			text.append(String.format(Locale.ROOT, "  %-11s %s%n", name, value));
		}
	}

	private static void signIn(StringBuilder text, boolean known) {
		if (known) {
			row(text, "Sign in", "admin / admin");
			text.append(
					"              ^ EVERYBODY KNOWS THIS PASSWORD: this node answers on loopback only until it is changed\n\n");
		}
		else {
			row(text, "Sign in", "admin, with the password that you gave it");
			text.append('\n');
		}
	}

	private static void commands(StringBuilder text, LaunchedNode node, SampleKey key) {
		String gateway = "https://localhost:" + node.ports().gatewayHttps();
		String curl = "curl -s --cacert " + quoted(node.tls().certificateFile().toString());
		text.append("Get a token, call the sample API (200), call it without a token (401):\n\n")
			.append("TOKEN=$(")
			.append(curl)
			.append(" -u ")
			.append(key.consumerKey())
			.append(':')
			.append(key.consumerSecret())
			.append(" -d grant_type=client_credentials ")
			.append(gateway)
			.append("/token | sed -n 's/.*\"access_token\" *: *\"\\([^\"]*\\)\".*/\\1/p')\n")
			.append(curl)
			.append(" -i -H \"Authorization: Bearer $TOKEN\" ")
			.append(gateway)
			.append("/bookshelf/1.0.0/books\n")
			.append(curl)
			.append(" -i ")
			.append(gateway)
			.append("/bookshelf/1.0.0/books\n\n");
	}

	private static String quoted(String path) {
		return path.matches("[\\w@%+=:,./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
	}

}
