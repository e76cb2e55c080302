package org.gatehouse.server.gateway;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.gatehouse.common.runtime.CounterLoss;
import org.gatehouse.gatewaycore.counters.CounterSettings;
import org.gatehouse.gatewaycore.counters.CounterSettings.Mode;
import org.gatehouse.server.StartRefusal;
import org.gatehouse.server.settings.Setting;
import org.gatehouse.server.settings.Settings;
import org.gatehouse.server.tls.TlsIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Where a gateway counts together with others.
 */
final class Counters {

	private static final List<Setting> WITHOUT_EFFECT_ALONE = List.of(Setting.GATEWAY_COUNTERS_USER,
			Setting.GATEWAY_COUNTERS_PASSWORD, Setting.GATEWAY_COUNTERS_CERTIFICATE, Setting.GATEWAY_COUNTERS_MODE,
			Setting.GATEWAY_COUNTERS_TIMEOUT, Setting.GATEWAY_COUNTERS_LOSS);

	private Counters() {
	}

	/**
	 * Reads the settings.
	 * @param settings the node's settings
	 * @return null where the gateway counts alone
	 * @throws StartRefusal if one of them cannot be read, or means nothing without the
	 * URL; the password is never told
	 */
	static @Nullable CounterSettings settings(Settings settings) {
		String url = settings.find(Setting.GATEWAY_COUNTERS_URL).filter((text) -> !text.equals("none")).orElse(null);
		if (url == null) {
			for (Setting setting : WITHOUT_EFFECT_ALONE) {
				if (settings.find(setting).isPresent()) {
					throw new StartRefusal(setting.variable() + " means nothing without "
							+ Setting.GATEWAY_COUNTERS_URL.variable() + ": set that too, or unset it");
				}
			}
			return null;
		}
		Mode mode = choice(settings, Setting.GATEWAY_COUNTERS_MODE, "fast", Mode.EXACT, Mode.FAST);
		CounterLoss loss = choice(settings, Setting.GATEWAY_COUNTERS_LOSS, "refuse", CounterLoss.LOCAL,
				CounterLoss.REFUSE);
		Duration timeout = NodeConfiguration.duration(settings, Setting.GATEWAY_COUNTERS_TIMEOUT);
		String user = settings.find(Setting.GATEWAY_COUNTERS_USER).orElse(null);
		String password = settings.find(Setting.GATEWAY_COUNTERS_PASSWORD).orElse(null);
		if (user != null && password == null) {
			throw new StartRefusal(Setting.GATEWAY_COUNTERS_USER.variable() + " needs a password: set "
					+ Setting.GATEWAY_COUNTERS_PASSWORD.variable());
		}
		if (timeout.toMillis() < 1) {
			throw new StartRefusal(Setting.GATEWAY_COUNTERS_TIMEOUT.variable() + ": less than 1ms: correct it");
		}
		try {
			return new CounterSettings(URI.create(url.strip()), user, password, mode, timeout, loss,
					settings.find(Setting.GATEWAY_COUNTERS_CERTIFICATE)
						.map((file) -> TlsIdentity.trusted(Path.of(file)))
						.orElse(null));
		}
		catch (IllegalArgumentException ex) {
			// What is wrong may be a password in it.
			throw new StartRefusal(Setting.GATEWAY_COUNTERS_URL.variable()
					+ " is no address such as redis://localhost:6379/0, without a password: correct it, and set "
					+ Setting.GATEWAY_COUNTERS_PASSWORD.variable() + " where one is needed");
		}
	}

	private static <T> T choice(Settings settings, Setting setting, String second, T fallback, T other) {
		String text = settings.find(setting).orElse(setting.fallback());
		if (text.equals(setting.fallback())) {
			return fallback;
		}
		if (text.equals(second)) {
			return other;
		}
		throw new StartRefusal(setting.variable() + ": '" + text + "' is neither " + setting.fallback() + " nor "
				+ second + ": correct it");
	}

}
