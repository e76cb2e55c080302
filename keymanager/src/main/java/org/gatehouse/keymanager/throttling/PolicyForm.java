package org.gatehouse.keymanager.throttling;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * A policy as the page's form has it: an amount <i>of</i> requests, KB, MB, GB, or no
 * limit; and condition groups of which each condition is a row of kind, name and value.
 */
final class PolicyForm {

	private static final String UNLIMITED = "unlimited";

	private static final String REQUESTS = "requests";

	private PolicyForm() {
	}

	/** What a new one is likely to be. */
	static Form fresh() {
		MultiValueMap<String, String> values = new LinkedMultiValueMap<>();
		values.set("defaultLimit.of", REQUESTS);
		values.set("defaultLimit.unitTime", "1");
		values.set("defaultLimit.timeUnit", "min");
		values.set("rateLimitTimeUnit", "sec");
		values.set("stopOnQuotaReach", "true");
		values.set("countedBy", "ALL");
		values.set("permission", "");
		return Form.of(values);
	}

	static Form of(PolicyView policy) {
		MultiValueMap<String, String> values = new LinkedMultiValueMap<>();
		values.set("policyName", policy.name());
		values.set("displayName", policy.displayName());
		values.set("description", Objects.requireNonNullElse(policy.description(), ""));
		values.set("edition", Long.toString(policy.edition()));
		put(values, "defaultLimit", LimitRules.body(policy.limits().quota()));
		BurstBody burst = LimitRules.body(policy.limits().burst());
		values.set("rateLimitCount", (burst != null) ? String.valueOf(burst.rateLimitCount()) : "");
		values.set("rateLimitTimeUnit", (burst != null) ? burst.rateLimitTimeUnit() : "sec");
		values.set("stopOnQuotaReach", Boolean.toString(policy.limits().stopOnQuotaReach()));
		values.set("countedBy", policy.limits().countedBy().name());
		var permission = policy.permission();
		values.set("permission", (permission == null) ? "" : permission.allow() ? "ALLOW" : "DENY");
		values.set("permissions.roles",
				(permission != null) ? String.join(", ", permission.roles().stream().sorted().toList()) : "");
		ConditionRows.put(values, ConditionRules.bodies(policy.limits().groups()));
		return Form.of(values);
	}

	/** Puts a limit in the form of its four fields. */
	static void put(MultiValueMap<String, String> values, String field, LimitBody limit) {
		LimitBody.Bandwidth bandwidth = limit.bandwidth();
		LimitBody.RequestCount requests = limit.requestCount();
		if (bandwidth != null) {
			values.set(field + ".amount", String.valueOf(bandwidth.dataAmount()));
			values.set(field + ".of", bandwidth.dataUnit());
			values.set(field + ".unitTime", String.valueOf(bandwidth.unitTime()));
			values.set(field + ".timeUnit", bandwidth.timeUnit());
		}
		else if (requests != null && !Objects.equals(requests.unitTime(), 0L)) {
			values.set(field + ".amount", String.valueOf(requests.requestCount()));
			values.set(field + ".of", REQUESTS);
			values.set(field + ".unitTime", String.valueOf(requests.unitTime()));
			values.set(field + ".timeUnit", requests.timeUnit());
		}
		else {
			values.set(field + ".of", UNLIMITED);
			values.set(field + ".unitTime", "1");
			values.set(field + ".timeUnit", "min");
		}
	}

	/**
	 * Reads the form.
	 * @param form what was typed, its rows in order
	 * @param name the policy's name where it has one already, null for a new one
	 * @return the same, not checked yet
	 * @throws BadRequest if something is no number, or no address
	 */
	static PolicyDesign read(Form form, @Nullable String name) {
		BadRequest.Collector problems = BadRequest.collect();
		LimitBody limit = limit(form, "defaultLimit", problems);
		Long burst = number(form, "rateLimitCount", problems);
		String permission = form.value("permission");
		List<GroupBody> groups = ConditionRows.read(form, problems);
		problems.throwIfAny();
		return new PolicyDesign((name != null) ? name : form.value("policyName").strip(), form.value("displayName"),
				form.value("description"), limit, new BurstBody(burst, form.value("rateLimitTimeUnit")),
				form.has("stopOnQuotaReach", "true"), form.value("countedBy", "ALL"),
				permission.isEmpty() ? null : new PermissionBody(permission, words(form.value("permissions.roles"))),
				groups);
	}

	static LimitBody limit(Form form, String field, BadRequest.Collector problems) {
		String of = form.value(field + ".of");
		if (of.equals(UNLIMITED)) {
			return new LimitBody(LimitBody.REQUESTS, new LimitBody.RequestCount("min", 0L, (long) Integer.MAX_VALUE),
					null);
		}
		Long amount = number(form, field + ".amount", problems);
		Long time = number(form, field + ".unitTime", problems);
		String unit = form.value(field + ".timeUnit");
		return of.equals(REQUESTS)
				? new LimitBody(LimitBody.REQUESTS, new LimitBody.RequestCount(unit, time, amount), null)
				: new LimitBody(LimitBody.BANDWIDTH, null, new LimitBody.Bandwidth(unit, time, amount, of));
	}

	private static @Nullable Long number(Form form, String field, BadRequest.Collector problems) {
		String typed = form.value(field).strip();
		if (typed.isEmpty()) {
			return null;
		}
		if (!typed.matches("[0-9]{1,15}")) {
			problems.reject(field, typed, "a whole number");
			return null;
		}
		return Long.valueOf(typed);
	}

	private static List<String> words(String text) {
		return Arrays.stream(text.split(",")).map(String::strip).filter((word) -> !word.isEmpty()).toList();
	}

	/**
	 * The form with what is wrong about it at its own fields.
	 * @param form what was typed
	 * @param refusal why it was not accepted
	 * @return the form to show
	 */
	static Form refused(Form form, Refusal refusal) {
		Form shown = form.refused(refusal);
		for (String field : List.copyOf(shown.errors().keySet())) {
			shown = shown.renamed(field, shown(field));
		}
		return shown;
	}

	private static String shown(String field) {
		if (field.equals("defaultLimit")) {
			return "defaultLimit.amount";
		}
		return field.replaceFirst("\\.requestCount\\.requestCount$|\\.bandwidth\\.dataAmount$", ".amount")
			.replaceFirst("\\.bandwidth\\.dataUnit$|(?<=imit)\\.type$", ".of")
			.replaceFirst("\\.(requestCount|bandwidth)\\.", ".")
			.replaceFirst("^burstLimit\\.", "")
			.replaceFirst("^permissions\\.permissionType$", "permission")
			.replaceFirst("\\.(headerName|parameterName|claimUrl)$", ".name")
			.replaceFirst("\\.(headerValue|parameterValue|attribute)$", ".value")
			.replaceFirst("\\.(header|queryParameter|jwtClaims)Condition\\.", ".");
	}

}
