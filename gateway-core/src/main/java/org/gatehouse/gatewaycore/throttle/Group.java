package org.gatehouse.gatewaycore.throttle;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.gatehouse.common.tier.Condition;
import org.gatehouse.common.tier.ConditionGroup;
import org.jspecify.annotations.Nullable;

/**
 * A condition group of an advanced policy, ready to be asked.
 *
 * @param conditions all of them have to hold
 * @param rule the group's quota, null where everything passes
 */
record Group(List<Predicate<Caller>> conditions, @Nullable Rule rule) {

	/** What a pattern may grow to: steps to match a character with it. */
	private static final int LARGEST_PATTERN = 2000;

	private static final Pattern REPETITION = Pattern.compile("\\{(?:\\d*,)?(\\d+),?}");

	/**
	 * Compiles.
	 * @param group the group
	 * @param name the name of its quota
	 * @return the group
	 * @throws IllegalArgumentException if a pattern is no regular expression of RE2's
	 * syntax
	 */
	static Group of(ConditionGroup group, String name) {
		return new Group(group.conditions().stream().map(Group::compiled).toList(), Rule.of(group.quota(), true, name));
	}

	boolean holds(Caller caller) {
		for (Predicate<Caller> condition : this.conditions) {
			if (!condition.test(caller)) {
				return false;
			}
		}
		return true;
	}

	private static Predicate<Caller> compiled(Condition condition) {
		Predicate<Caller> plain = switch (condition) {
			case Condition.Address address -> within(new AddressRange(address.range()));
			case Condition.Header header -> found(header.pattern(), (caller) -> caller.header(header.name()));
			case Condition.Query query -> found(query.pattern(), (caller) -> caller.parameter(query.name()));
			case Condition.Claim claim -> found(claim.pattern(), (caller) -> caller.claim(claim.name()));
		};
		return condition.inverted() ? plain.negate() : plain;
	}

	private static Predicate<Caller> within(AddressRange range) {
		return (caller) -> range.contains(caller.addressBytes());
	}

	private static Predicate<Caller> found(String expression, Function<Caller, List<String>> values) {
		Pattern pattern = pattern(expression);
		return (caller) -> {
			for (String value : values.apply(caller)) {
				if (pattern.matcher(value).find()) {
					return true;
				}
			}
			return false;
		};
	}

	private static Pattern pattern(String expression) {
		try {
			Pattern pattern = (repetitions(expression) > LARGEST_PATTERN) ? null : Pattern.compile(expression);
			if (pattern == null || pattern.programSize() > LARGEST_PATTERN) {
				throw new IllegalArgumentException("pattern: '" + expression + "' (expected: a smaller one)");
			}
			return pattern;
		}
		catch (PatternSyntaxException ex) {
			throw new IllegalArgumentException(
					"pattern: '" + expression + "' (expected: a regular expression: " + ex.getDescription() + ")", ex);
		}
	}

	/**
	 * How often something is repeated at most, should all counts stand within one
	 * another.
	 */
	private static double repetitions(String expression) {
		double product = 1;
		Matcher counts = REPETITION.matcher(expression);
		while (counts.find()) {
			product *= Math.max(1, Double.parseDouble(counts.group(1)));
		}
		return product;
	}

}
