package org.gatehouse.publisher.design;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gatehouse.common.runtime.EndpointRules.Retry;
import org.gatehouse.common.runtime.EndpointRules.Settings;
import org.gatehouse.common.runtime.EndpointRules.Suspension;
import org.gatehouse.publisher.rest.BodyReader;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * The {@code config} of an endpoint. Its numbers stand in strings, as WSO2 has them, and
 * are read from either; durations are milliseconds.
 */
final class EndpointSettings {

	private static final long HOUR = 3_600_000;

	private static final long DAY = 24 * HOUR;

	/** What an endpoint has whose rules name errors but no time. */
	private static final long USUAL_SUSPENSION = 30_000;

	private EndpointSettings() {
	}

	static Settings read(@Nullable BodyReader config, BadRequest.Collector problems) {
		if (config == null) {
			return Settings.DEFAULT;
		}
		Long weight = number(config, "weight", 1, 100, problems);
		Long connect = number(config, "connectTimeout", 1, HOUR, problems);
		String action = config.scalar("actionSelect");
		boolean timed = action != null && !action.equals("neverTimeout") && !action.equals("never");
		problems.require(!timed || "fault".equals(action) || "discard".equals(action), config.path("actionSelect"),
				action, "neverTimeout, fault or discard");
		Long silence = timed ? number(config, "actionDuration", 1, HOUR, problems) : null;
		return new Settings((weight != null) ? weight.intValue() : 1, (connect != null) ? connect.intValue() : null,
				(silence != null) ? silence.intValue() : null, "discard".equals(action), suspension(config, problems),
				retry(config, problems));
	}

	private static @Nullable Suspension suspension(BodyReader config, BadRequest.Collector problems) {
		List<Integer> codes = codes(config, "suspendErrorCode", problems);
		Long initial = number(config, "suspendDuration", 0, DAY, problems);
		Long most = number(config, "suspendMaxDuration", 0, DAY, problems);
		BigDecimal factor = decimal(config, "factor", problems);
		if (codes.isEmpty() && initial == null && most == null && factor == null) {
			return null;
		}
		long first = (initial != null) ? initial : USUAL_SUSPENSION;
		problems.require(most == null || most >= first, config.path("suspendMaxDuration"), String.valueOf(most),
				"at least suspendDuration, " + first);
		return new Suspension(codes, first, (factor != null) ? factor.doubleValue() : 1,
				(most != null) ? most : Math.max(first, HOUR));
	}

	private static @Nullable Retry retry(BodyReader config, BadRequest.Collector problems) {
		List<Integer> codes = codes(config, "retryErroCode", problems);
		Long times = number(config, "retryTimeOut", 0, 10, problems);
		Long delay = number(config, "retryDelay", 0, 60_000, problems);
		return (times == null || times == 0) ? null : new Retry(codes, times.intValue(), (delay != null) ? delay : 0);
	}

	static @Nullable Long number(BodyReader config, String field, long least, long most,
			BadRequest.Collector problems) {
		String text = config.scalar(field);
		if (text == null) {
			return null;
		}
		if (!text.matches("\\d{1,12}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
			problems.reject(config.path(field), text, "a whole number from " + least + " to " + most);
			return null;
		}
		return Long.parseLong(text);
	}

	private static @Nullable BigDecimal decimal(BodyReader config, String field, BadRequest.Collector problems) {
		String text = config.scalar(field);
		if (text == null) {
			return null;
		}
		boolean formed = text.matches("\\d{1,3}([.]\\d{1,6})?");
		BigDecimal value = formed ? new BigDecimal(text) : BigDecimal.ZERO;
		if (value.compareTo(BigDecimal.ONE) < 0 || value.compareTo(BigDecimal.valueOf(100)) > 0) {
			problems.reject(config.path(field), text, "a number from 1 to 100, such as 1.5");
			return null;
		}
		return value;
	}

	private static List<Integer> codes(BodyReader config, String field, BadRequest.Collector problems) {
		List<Integer> codes = new ArrayList<>();
		for (String text : config.scalars(field)) {
			if (text.matches("[1-9]\\d{5}")) {
				codes.add(Integer.valueOf(text));
			}
			else {
				problems.reject(config.path(field), text, "fault codes of six digits, such as 101503");
			}
		}
		return codes;
	}

	static Map<String, Object> json(String url, Settings settings) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("url", url);
		Map<String, Object> config = new LinkedHashMap<>();
		if (settings.weight() != 1) {
			config.put("weight", Integer.toString(settings.weight()));
		}
		if (settings.connectMillis() != null) {
			config.put("connectTimeout", settings.connectMillis().toString());
		}
		if (settings.responseMillis() != null || settings.discard()) {
			config.put("actionSelect", settings.discard() ? "discard" : "fault");
		}
		if (settings.responseMillis() != null) {
			config.put("actionDuration", settings.responseMillis().toString());
		}
		Suspension suspension = settings.suspension();
		if (suspension != null) {
			config.put("suspendErrorCode", suspension.codes().stream().map(String::valueOf).toList());
			config.put("suspendDuration", Long.toString(suspension.initialMillis()));
			config.put("suspendMaxDuration", Long.toString(suspension.mostMillis()));
			config.put("factor", Double.toString(suspension.factor()));
		}
		Retry retry = settings.retry();
		if (retry != null) {
			config.put("retryErroCode", retry.codes().stream().map(String::valueOf).toList());
			config.put("retryTimeOut", Integer.toString(retry.times()));
			config.put("retryDelay", Long.toString(retry.delayMillis()));
		}
		if (!config.isEmpty()) {
			json.put("config", config);
		}
		return json;
	}

}
