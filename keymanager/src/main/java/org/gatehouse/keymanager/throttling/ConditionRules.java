package org.gatehouse.keymanager.throttling;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.gatehouse.common.tier.Condition;
import org.gatehouse.common.tier.ConditionGroup;
import org.gatehouse.common.tier.IpRange;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the conditions of an advanced policy can be, between the contract's form and ours.
 * Regular expressions are run against what strangers send: they are of RE2's syntax,
 * which matches in linear time, and may not be so large that compiling them hurts.
 */
final class ConditionRules {

	private static final int MOST_GROUPS = 50;

	private static final int MOST_CONDITIONS = 20;

	private static final int MOST_DESCRIPTION = 500;

	/** How often at most what is repeated by number may stand for itself. */
	private static final long MOST_REPEATED = 100_000;

	private static final java.util.regex.Pattern HEADER = java.util.regex.Pattern
		.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}");

	private static final java.util.regex.Pattern NAME = java.util.regex.Pattern.compile("[^\\s=&\\p{Cntrl}]{1,200}");

	private static final java.util.regex.Pattern REPEATED = java.util.regex.Pattern.compile("\\{(\\d{1,9})(,\\d*)?}");

	private ConditionRules() {
	}

	/**
	 * Checks condition groups.
	 * @param groups as typed
	 * @param problems what is wrong with them
	 * @return the groups, without those of which something is wrong
	 */
	static List<ConditionGroup> groups(List<GroupBody> groups, BadRequest.Collector problems) {
		problems.require(groups.size() <= MOST_GROUPS, "conditionalGroups", Integer.toString(groups.size()),
				"at most " + MOST_GROUPS + " groups");
		List<ConditionGroup> checked = new ArrayList<>();
		for (int i = 0; i < Math.min(groups.size(), MOST_GROUPS); i++) {
			String field = "conditionalGroups[" + i + "]";
			GroupBody group = groups.get(i);
			// JSON can have null for an element, whatever the list's type says.
			if (group == null) {
				problems.reject(field, null, "an object");
				continue;
			}
			String description = Objects.requireNonNullElse(group.description(), "").strip();
			problems.require(description.length() <= MOST_DESCRIPTION, field + ".description", null,
					"at most " + MOST_DESCRIPTION + " characters");
			List<Condition> conditions = conditions(field + ".conditions",
					Objects.requireNonNullElse(group.conditions(), List.of()), problems);
			Quota quota = LimitRules.quota(field + ".limit", group.limit(), problems);
			if (!conditions.isEmpty()) {
				checked.add(new ConditionGroup(description, conditions, quota));
			}
		}
		return checked;
	}

	private static List<Condition> conditions(String field, List<GroupBody.Condition> typed,
			BadRequest.Collector problems) {
		problems.require(!typed.isEmpty() && typed.size() <= MOST_CONDITIONS, field, Integer.toString(typed.size()),
				"1 to " + MOST_CONDITIONS + " conditions");
		List<Condition> conditions = new ArrayList<>();
		for (int i = 0; i < Math.min(typed.size(), MOST_CONDITIONS); i++) {
			GroupBody.Condition one = typed.get(i);
			Condition condition = (one != null) ? condition(field + "[" + i + "]", one, problems) : null;
			if (condition != null) {
				conditions.add(condition);
			}
			else if (one == null) {
				problems.reject(field + "[" + i + "]", null, "an object");
			}
		}
		return conditions;
	}

	private static @Nullable Condition condition(String field, GroupBody.Condition typed,
			BadRequest.Collector problems) {
		boolean inverted = typed.inverted();
		return switch (Objects.requireNonNullElse(typed.type(), "")) {
			case GroupBody.Condition.IP -> {
				IpRange range = address(field + ".ipCondition", typed.ipCondition(), problems);
				yield (range != null) ? new Condition.Address(range, inverted) : null;
			}
			case GroupBody.Condition.HEADER -> {
				GroupBody.Header header = Objects.requireNonNullElse(typed.headerCondition(),
						new GroupBody.Header(null, null));
				String at = field + ".headerCondition.header";
				boolean fits = name(at + "Name", header.headerName(), HEADER, problems)
						& pattern(at + "Value", header.headerValue(), problems);
				yield fits ? new Condition.Header(text(header.headerName()), text(header.headerValue()), inverted)
						: null;
			}
			case GroupBody.Condition.QUERY -> {
				GroupBody.Query query = Objects.requireNonNullElse(typed.queryParameterCondition(),
						new GroupBody.Query(null, null));
				String at = field + ".queryParameterCondition.parameter";
				boolean fits = name(at + "Name", query.parameterName(), NAME, problems)
						& pattern(at + "Value", query.parameterValue(), problems);
				yield fits ? new Condition.Query(text(query.parameterName()), text(query.parameterValue()), inverted)
						: null;
			}
			case GroupBody.Condition.CLAIM -> {
				GroupBody.Claim claim = Objects.requireNonNullElse(typed.jwtClaimsCondition(),
						new GroupBody.Claim(null, null));
				String at = field + ".jwtClaimsCondition.";
				boolean fits = name(at + "claimUrl", claim.claimUrl(), NAME, problems)
						& pattern(at + "attribute", claim.attribute(), problems);
				yield fits ? new Condition.Claim(text(claim.claimUrl()), text(claim.attribute()), inverted) : null;
			}
			default -> {
				problems.reject(field + ".type", typed.type(),
						"IPCONDITION, HEADERCONDITION, QUERYPARAMETERCONDITION or JWTCLAIMSCONDITION");
				yield null;
			}
		};
	}

	private static @Nullable IpRange address(String field, GroupBody.@Nullable Ip typed,
			BadRequest.Collector problems) {
		if (typed == null) {
			problems.reject(field, null, "ipConditionType with specificIP, or with startingIP and endingIP");
			return null;
		}
		return switch (Objects.requireNonNullElse(typed.ipConditionType(), "")) {
			case GroupBody.Ip.SPECIFIC -> AddressRules.single(field + ".specificIP", typed.specificIP(), problems);
			case GroupBody.Ip.RANGE -> AddressRules.range(field + ".startingIP", typed.startingIP(),
					field + ".endingIP", typed.endingIP(), problems);
			default -> {
				problems.reject(field + ".ipConditionType", typed.ipConditionType(), "IPSPECIFIC or IPRANGE");
				yield null;
			}
		};
	}

	private static boolean name(String field, @Nullable String name, java.util.regex.Pattern form,
			BadRequest.Collector problems) {
		boolean fits = name != null && form.matcher(name).matches();
		problems.require(fits, field, name,
				(form == HEADER) ? "the name of a header" : "1 to 200 characters, no blank, no = and no &");
		return fits;
	}

	private static boolean pattern(String field, @Nullable String expression, BadRequest.Collector problems) {
		if (expression == null || expression.isEmpty() || expression.length() > Condition.MAX_PATTERN) {
			problems.reject(field, expression, "a regular expression of 1 to " + Condition.MAX_PATTERN + " characters");
			return false;
		}
		if (repeated(expression) > MOST_REPEATED) {
			problems.reject(field, expression, "fewer repetitions by number");
			return false;
		}
		try {
			Pattern.compile(expression);
			return true;
		}
		catch (PatternSyntaxException ex) {
			problems.reject(field, expression,
					"a regular expression without look-around and references back; " + ex.getDescription());
			return false;
		}
	}

	private static long repeated(String expression) {
		long product = 1;
		java.util.regex.Matcher repeated = REPEATED.matcher(expression);
		while (repeated.find() && product <= MOST_REPEATED) {
			String most = repeated.group(2);
			long number = Long.parseLong(repeated.group(1));
			if (most != null && most.length() > 1 && most.length() < 10) {
				number = Long.parseLong(most.substring(1));
			}
			product *= Math.max(1, number);
		}
		return product;
	}

	private static String text(@Nullable String text) {
		return Objects.requireNonNullElse(text, "");
	}

	/** The contract's form of condition groups. */
	static List<GroupBody> bodies(List<ConditionGroup> groups) {
		return groups.stream()
			.map((group) -> new GroupBody(group.description(),
					group.conditions().stream().map(ConditionRules::body).toList(), LimitRules.body(group.quota())))
			.toList();
	}

	private static GroupBody.Condition body(Condition condition) {
		boolean inverted = condition.inverted();
		return switch (condition) {
			case Condition.Address address ->
				new GroupBody.Condition(GroupBody.Condition.IP, inverted, null, body(address.range()), null, null);
			case Condition.Header header -> new GroupBody.Condition(GroupBody.Condition.HEADER, inverted,
					new GroupBody.Header(header.name(), header.pattern()), null, null, null);
			case Condition.Query query -> new GroupBody.Condition(GroupBody.Condition.QUERY, inverted, null, null, null,
					new GroupBody.Query(query.name(), query.pattern()));
			case Condition.Claim claim -> new GroupBody.Condition(GroupBody.Condition.CLAIM, inverted, null, null,
					new GroupBody.Claim(claim.name(), claim.pattern()), null);
		};
	}

	private static GroupBody.Ip body(IpRange range) {
		return range.first().equals(range.last()) ? new GroupBody.Ip(GroupBody.Ip.SPECIFIC, range.first(), null, null)
				: new GroupBody.Ip(GroupBody.Ip.RANGE, null, range.first(), range.last());
	}

}
