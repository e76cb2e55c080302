package org.gatehouse.keymanager.throttling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.gatehouse.common.tier.ConditionGroup;
import org.gatehouse.common.tier.CountedBy;
import org.gatehouse.common.tier.Quota;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.identity.RoleRepository;
import org.gatehouse.db.tier.Tier;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * What policies can be.
 */
@Component
class PolicyRules {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,60}");

	private static final int MOST_DISPLAY_NAME = 512;

	private static final int MOST_DESCRIPTION = 1024;

	private final RoleRepository roles;

	PolicyRules(RoleRepository roles) {
		this.roles = roles;
	}

	/**
	 * A policy that nothing was found wrong with.
	 *
	 * @param name its name
	 * @param displayName what people read
	 * @param description null where there is none
	 * @param limits what passes
	 * @param permission what the roles get, null for everybody
	 * @param roles the roles
	 */
	record Checked(String name, String displayName, @Nullable String description, Tier.Limits limits,
			Tier.@Nullable PermissionType permission, List<Role> roles) {

	}

	/**
	 * Checks a policy.
	 * @param kind what it limits
	 * @param design as typed
	 * @return what was typed, in our own types
	 * @throws BadRequest with every field that is wrong
	 */
	Checked check(PolicyKind kind, PolicyDesign design) {
		BadRequest.Collector problems = BadRequest.collect();
		String name = Objects.requireNonNullElse(design.policyName(), "");
		problems.require(NAME.matcher(name).matches(), "policyName", design.policyName(),
				"1 to 60 letters, digits and _.-");
		String displayName = blankToNull(design.displayName());
		problems.require(displayName == null || displayName.length() <= MOST_DISPLAY_NAME, "displayName", null,
				"at most " + MOST_DISPLAY_NAME + " characters");
		String description = blankToNull(design.description());
		problems.require(description == null || description.length() <= MOST_DESCRIPTION, "description", null,
				"at most " + MOST_DESCRIPTION + " characters");
		Quota quota = LimitRules.quota("defaultLimit", design.defaultLimit(), problems);
		problems.require(!name.equals(Tier.UNLIMITED) || quota instanceof Quota.Unlimited, "defaultLimit",
				quota.inWords(), "no limit, for the policy is what everything has that no other is chosen for");
		Quota.Requests burst = LimitRules.burst((kind == PolicyKind.APPLICATION) ? "burstLimit." : "", design.burst(),
				problems);
		CountedBy countedBy = countedBy(kind, design.countedBy(), problems);
		List<ConditionGroup> groups = ConditionRules.groups(design.conditionalGroups(), problems);
		PermissionBody typed = design.permissions();
		Tier.PermissionType permission = permission(typed, problems);
		List<Role> named = (typed != null) ? roles(typed, problems) : List.of();
		problems.throwIfAny();
		return new Checked(name, (displayName != null) ? displayName : name, description,
				new Tier.Limits(quota, design.stopOnQuotaReach(), burst, countedBy, List.copyOf(groups)), permission,
				named);
	}

	private static CountedBy countedBy(PolicyKind kind, @Nullable String typed, BadRequest.Collector problems) {
		if (typed == null) {
			return CountedBy.ALL;
		}
		List<CountedBy> possible = possible(kind);
		for (CountedBy one : possible) {
			if (one.name().equals(typed)) {
				return one;
			}
		}
		problems.reject("countedBy", typed,
				possible.stream().map(CountedBy::name).collect(Collectors.joining(", ")) + ", or nothing");
		return CountedBy.ALL;
	}

	/** Whose calls can share a count. */
	static List<CountedBy> possible(PolicyKind kind) {
		return switch (kind) {
			case SUBSCRIPTION -> List.of(CountedBy.ALL);
			case APPLICATION -> List.of(CountedBy.ALL, CountedBy.USER);
			case ADVANCED -> List.of(CountedBy.values());
		};
	}

	private static Tier.@Nullable PermissionType permission(@Nullable PermissionBody typed,
			BadRequest.Collector problems) {
		if (typed == null) {
			return null;
		}
		String type = Objects.requireNonNullElse(typed.permissionType(), "");
		Tier.PermissionType known = Arrays.stream(Tier.PermissionType.values())
			.filter((one) -> one.name().equals(type))
			.findFirst()
			.orElse(null);
		problems.require(known != null, "permissions.permissionType", type, "ALLOW or DENY");
		return known;
	}

	private List<Role> roles(PermissionBody typed, BadRequest.Collector problems) {
		List<String> wanted = Objects.requireNonNullElse(typed.roles(), List.<String>of())
			.stream()
			.map((role) -> Objects.requireNonNullElse(role, "").strip().toLowerCase(Locale.ROOT))
			.distinct()
			.toList();
		problems.require(!wanted.isEmpty(), "permissions.roles", null, "the names of roles that exist");
		if (wanted.isEmpty()) {
			return List.of();
		}
		Map<String, Role> known = this.roles.findByLowerCaseNames(wanted)
			.stream()
			.collect(Collectors.toMap((role) -> role.name().toLowerCase(Locale.ROOT), Function.identity()));
		List<Role> found = new ArrayList<>();
		for (String name : wanted) {
			Role role = known.get(name);
			if (role != null) {
				found.add(role);
			}
			else {
				problems.reject("permissions.roles", name, "the name of a role that exists");
			}
		}
		return found;
	}

	private static @Nullable String blankToNull(@Nullable String text) {
		return (text == null || text.isBlank()) ? null : text.strip();
	}

}
