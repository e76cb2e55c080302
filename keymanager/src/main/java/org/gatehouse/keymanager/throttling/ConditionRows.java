package org.gatehouse.keymanager.throttling;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.gatehouse.common.tier.IpRange;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * Condition groups as the page's form has them. Groups and rows are numbered; one is
 * added or removed by sending the form, which works without a script.
 */
final class ConditionRows {

	private static final int MOST_GROUPS = 51;

	private static final int MOST_ROWS = 21;

	private static final List<String> ROW_FIELDS = List.of("type", "name", "value", "inverted");

	private static final List<String> GROUP_FIELDS = List.of("description", "limit.amount", "limit.of",
			"limit.unitTime", "limit.timeUnit");

	private ConditionRows() {
	}

	/**
	 * A group on the page.
	 *
	 * @param index its number
	 * @param field what the names of its fields begin with
	 * @param rows its conditions, at least one
	 */
	record GroupRow(int index, String field, List<Row> rows) {

	}

	/**
	 * A condition on the page.
	 *
	 * @param index its number in its group
	 * @param field what the names of its fields begin with
	 * @param range which addresses a block or range is, null where it is none
	 */
	record Row(int index, String field, @Nullable String range) {

	}

	private static String group(int index) {
		return "conditionalGroups[" + index + "]";
	}

	private static String row(String group, int index) {
		return group + ".conditions[" + index + "]";
	}

	/** Puts stored groups into a form. */
	static void put(MultiValueMap<String, String> values, List<GroupBody> groups) {
		for (int i = 0; i < groups.size(); i++) {
			GroupBody group = groups.get(i);
			values.set(group(i) + ".description", Objects.requireNonNullElse(group.description(), ""));
			PolicyForm.put(values, group(i) + ".limit", Objects.requireNonNull(group.limit()));
			List<GroupBody.Condition> conditions = Objects.requireNonNullElse(group.conditions(), List.of());
			for (int j = 0; j < conditions.size(); j++) {
				put(values, row(group(i), j), conditions.get(j));
			}
		}
	}

	private static void put(MultiValueMap<String, String> values, String row, GroupBody.Condition condition) {
		values.set(row + ".type", condition.type());
		values.set(row + ".inverted", Boolean.toString(condition.inverted()));
		GroupBody.Ip ip = condition.ipCondition();
		GroupBody.Header header = condition.headerCondition();
		GroupBody.Query query = condition.queryParameterCondition();
		GroupBody.Claim claim = condition.jwtClaimsCondition();
		if (ip != null) {
			values.set(row + ".value",
					(ip.specificIP() != null) ? ip.specificIP() : ip.startingIP() + " - " + ip.endingIP());
		}
		else if (header != null) {
			values.set(row + ".name", header.headerName());
			values.set(row + ".value", header.headerValue());
		}
		else if (query != null) {
			values.set(row + ".name", query.parameterName());
			values.set(row + ".value", query.parameterValue());
		}
		else if (claim != null) {
			values.set(row + ".name", claim.claimUrl());
			values.set(row + ".value", claim.attribute());
		}
	}

	/**
	 * Numbers the groups and rows anew: without those that are to be removed and rows in
	 * which nothing was typed, and with those that are to be added.
	 * @param typed what was sent; {@code act} says what to add
	 * @return the same with the groups in order
	 */
	static MultiValueMap<String, String> ordered(MultiValueMap<String, String> typed) {
		MultiValueMap<String, String> ordered = new LinkedMultiValueMap<>();
		typed.forEach((name, values) -> {
			if (!name.startsWith("conditionalGroups[")) {
				ordered.put(name, values);
			}
		});
		String act = Objects.requireNonNullElse(typed.getFirst("act"), "");
		int groups = 0;
		for (int i = 0; i < MOST_GROUPS && typed.containsKey(group(i) + ".description"); i++) {
			if (typed.containsKey(group(i) + ".remove")) {
				continue;
			}
			String to = group(groups++);
			for (String field : GROUP_FIELDS) {
				copy(typed, group(i) + "." + field, ordered, to + "." + field);
			}
			int rows = rows(typed, group(i), ordered, to);
			if (act.equals("addCondition-" + i)) {
				ordered.set(row(to, rows) + ".type", GroupBody.Condition.IP);
			}
		}
		if (act.equals("addGroup")) {
			String to = group(groups);
			ordered.set(to + ".description", "");
			ordered.set(to + ".limit.of", "requests");
			ordered.set(to + ".limit.unitTime", "1");
			ordered.set(to + ".limit.timeUnit", "min");
			ordered.set(row(to, 0) + ".type", GroupBody.Condition.IP);
		}
		return ordered;
	}

	private static int rows(MultiValueMap<String, String> typed, String from, MultiValueMap<String, String> ordered,
			String to) {
		int rows = 0;
		for (int j = 0; j < MOST_ROWS && typed.containsKey(row(from, j) + ".type"); j++) {
			String one = row(from, j);
			boolean blank = isBlank(typed, one + ".name") && isBlank(typed, one + ".value");
			if (!blank && !typed.containsKey(one + ".remove")) {
				for (String field : ROW_FIELDS) {
					copy(typed, one + "." + field, ordered, row(to, rows) + "." + field);
				}
				rows++;
			}
		}
		return rows;
	}

	private static boolean isBlank(MultiValueMap<String, String> typed, String field) {
		return Objects.requireNonNullElse(typed.getFirst(field), "").isBlank();
	}

	private static void copy(MultiValueMap<String, String> from, String name, MultiValueMap<String, String> to,
			String as) {
		String value = from.getFirst(name);
		if (value != null) {
			to.set(as, value);
		}
	}

	/** What the page shows of a form, with a row to type in where a group has none. */
	static List<GroupRow> shown(Form form) {
		List<String> fields = form.fields();
		List<GroupRow> groups = new ArrayList<>();
		for (int i = 0; i < MOST_GROUPS && fields.contains(group(i) + ".description"); i++) {
			List<Row> rows = new ArrayList<>();
			for (int j = 0; j == 0 || (j < MOST_ROWS && fields.contains(row(group(i), j) + ".type")); j++) {
				String field = row(group(i), j);
				rows.add(new Row(j, field, range(form, field)));
			}
			groups.add(new GroupRow(i, group(i), rows));
		}
		return groups;
	}

	private static @Nullable String range(Form form, String field) {
		String value = form.value(field + ".value").strip();
		if (!form.value(field + ".type").equals(GroupBody.Condition.IP) || value.isEmpty()) {
			return null;
		}
		try {
			IpRange range = IpRange.of(value);
			return range.first().equals(range.last()) ? null : range.toString();
		}
		catch (IllegalArgumentException _) {
			return null;
		}
	}

	/**
	 * Reads the groups of a form.
	 * @param form what was typed, in order
	 * @param problems takes addresses that are none
	 * @return the groups, not checked yet
	 */
	static List<GroupBody> read(Form form, BadRequest.Collector problems) {
		List<String> fields = form.fields();
		List<GroupBody> groups = new ArrayList<>();
		for (int i = 0; i < MOST_GROUPS && fields.contains(group(i) + ".description"); i++) {
			List<GroupBody.Condition> conditions = new ArrayList<>();
			for (int j = 0; j < MOST_ROWS && fields.contains(row(group(i), j) + ".type"); j++) {
				conditions.add(condition(form, row(group(i), j), problems));
			}
			groups.add(new GroupBody(form.value(group(i) + ".description"), conditions,
					PolicyForm.limit(form, group(i) + ".limit", problems)));
		}
		return groups;
	}

	private static GroupBody.Condition condition(Form form, String row, BadRequest.Collector problems) {
		String type = form.value(row + ".type");
		boolean inverted = form.has(row + ".inverted", "true");
		String name = form.value(row + ".name").strip();
		String value = form.value(row + ".value");
		return switch (type) {
			case GroupBody.Condition.IP -> {
				IpRange range = AddressRules.any(row + ".value", value, problems);
				GroupBody.Ip ip = (range != null)
						? new GroupBody.Ip(GroupBody.Ip.RANGE, null, range.first(), range.last()) : null;
				yield new GroupBody.Condition(type, inverted, null, ip, null, null);
			}
			case GroupBody.Condition.HEADER ->
				new GroupBody.Condition(type, inverted, new GroupBody.Header(name, value), null, null, null);
			case GroupBody.Condition.CLAIM ->
				new GroupBody.Condition(type, inverted, null, null, new GroupBody.Claim(name, value), null);
			case GroupBody.Condition.QUERY ->
				new GroupBody.Condition(type, inverted, null, null, null, new GroupBody.Query(name, value));
			default -> new GroupBody.Condition(type, inverted, null, null, null, null);
		};
	}

}
