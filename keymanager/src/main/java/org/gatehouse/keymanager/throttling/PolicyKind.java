package org.gatehouse.keymanager.throttling;

import java.util.Arrays;
import java.util.stream.Collectors;

import org.gatehouse.common.tier.TierLevel;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.NotFound;

/**
 * The kinds of policies by the names that WSO2's contract has for them.
 */
enum PolicyKind {

	SUBSCRIPTION(TierLevel.SUBSCRIPTION, "subscription", "sub", "SubscriptionThrottlePolicy"),
	APPLICATION(TierLevel.APPLICATION, "application", "app", "ApplicationThrottlePolicy"),
	ADVANCED(TierLevel.RESOURCE, "advanced", "api", "AdvancedThrottlePolicy");

	private final TierLevel level;

	private final String path;

	private final String shortName;

	private final String wireName;

	PolicyKind(TierLevel level, String path, String shortName, String wireName) {
		this.level = level;
		this.path = path;
		this.shortName = shortName;
		this.wireName = wireName;
	}

	/** What its policies limit. */
	TierLevel level() {
		return this.level;
	}

	/** Its part of a path. */
	String path() {
		return this.path;
	}

	/** Its name in searches and for exports. */
	String shortName() {
		return this.shortName;
	}

	/** The {@code type} of its policies. */
	String wireName() {
		return this.wireName;
	}

	static PolicyKind of(TierLevel level) {
		return switch (level) {
			case SUBSCRIPTION -> SUBSCRIPTION;
			case APPLICATION -> APPLICATION;
			case RESOURCE -> ADVANCED;
		};
	}

	static PolicyKind ofPath(String path) {
		return Arrays.stream(values())
			.filter((kind) -> kind.path.equals(path))
			.findFirst()
			.orElseThrow(() -> NotFound.of("kind of policies", path));
	}

	static PolicyKind ofShortName(String field, String name) {
		return Arrays.stream(values())
			.filter((kind) -> kind.shortName.equals(name))
			.findFirst()
			.orElseThrow(() -> new BadRequest(field, name,
					Arrays.stream(values()).map(PolicyKind::shortName).collect(Collectors.joining(", "))));
	}

}
