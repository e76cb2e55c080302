package org.gatehouse.server.gateway;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.gatehouse.gatewaycore.CorsRules;
import org.gatehouse.gatewaycore.GatewayConfiguration.Credentials;
import org.gatehouse.server.StartRefusal;
import org.gatehouse.server.settings.Setting;
import org.gatehouse.server.settings.Settings;

/**
 * What is set about those who call APIs: pages of other origins, and where credentials
 * come.
 */
final class CallerSettings {

	private static final String ALL = "*";

	private static final String NONE = "none";

	private CallerSettings() {
	}

	static CorsRules cors(Settings settings) {
		List<String> origins = words(settings, Setting.GATEWAY_CORS_ORIGINS);
		boolean enabled = !origins.equals(List.of(NONE));
		Set<String> methods = new HashSet<>(words(settings, Setting.GATEWAY_CORS_METHODS));
		if (methods.contains(ALL)) {
			methods.clear();
		}
		boolean credentials = flag(settings, Setting.GATEWAY_CORS_CREDENTIALS);
		if (credentials && origins.contains(ALL)) {
			throw new StartRefusal(Setting.GATEWAY_CORS_CREDENTIALS.variable()
					+ ": 'true' is not possible for all origins: name them in "
					+ Setting.GATEWAY_CORS_ORIGINS.variable());
		}
		return new CorsRules(enabled, enabled ? Set.copyOf(new HashSet<>(origins)) : Set.of(),
				words(settings, Setting.GATEWAY_CORS_HEADERS), methods,
				words(settings, Setting.GATEWAY_CORS_EXPOSED_HEADERS), credentials,
				NodeConfiguration.duration(settings, Setting.GATEWAY_CORS_MAX_AGE),
				flag(settings, Setting.GATEWAY_CORS_PRIVATE_NETWORK));
	}

	static Credentials credentials(Settings settings) {
		String certificates = name(settings, Setting.GATEWAY_CLIENT_CERTIFICATE_HEADER);
		return new Credentials(name(settings, Setting.GATEWAY_AUTHORIZATION_HEADER),
				flag(settings, Setting.GATEWAY_FORWARD_CREDENTIALS), certificates.equals(NONE) ? null : certificates);
	}

	private static String name(Settings settings, Setting setting) {
		String name = settings.find(setting).orElse(setting.fallback()).strip();
		if (!name.matches("[A-Za-z0-9-]{1,100}")) {
			throw new StartRefusal(setting.variable() + ": '" + name + "' is no name of a header: correct it");
		}
		return name;
	}

	private static boolean flag(Settings settings, Setting setting) {
		String text = settings.find(setting).orElse(setting.fallback()).strip();
		if (!text.equals("true") && !text.equals("false")) {
			throw new StartRefusal(setting.variable() + ": '" + text + "' is neither true nor false: correct it");
		}
		return text.equals("true");
	}

	private static List<String> words(Settings settings, Setting setting) {
		return Arrays.stream(settings.find(setting).orElse(setting.fallback()).split(","))
			.map(String::strip)
			.filter((word) -> !word.isEmpty())
			.distinct()
			.toList();
	}

}
