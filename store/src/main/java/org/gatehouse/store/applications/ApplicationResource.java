package org.gatehouse.store.applications;

import java.util.List;
import java.util.Map;

import org.gatehouse.common.application.TokenFormat;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * {@code Application} of the contract. What a caller sends in the read-only fields is not
 * looked at.
 */
record ApplicationResource(@Nullable String applicationId, @Nullable String name, @Nullable String throttlingPolicy,
		@Nullable String description, @Nullable String tokenType, @Nullable String status,
		@Nullable List<String> groups, @Nullable Long subscriptionCount, @Nullable List<Object> keys,
		@Nullable Map<String, String> attributes, @Nullable List<Object> subscriptionScopes, @Nullable String owner,
		@Nullable Boolean hashEnabled, @Nullable String visibility) {

	static ApplicationResource of(ApplicationView application) {
		return new ApplicationResource(application.id().toString(), application.name(), application.tier(),
				application.description(), tokenType(application.tokenFormat()), "APPROVED", List.of(),
				application.subscriptions(), List.of(), Map.of(), List.of(), application.owner(), true, "PRIVATE");
	}

	ApplicationDraft draft() {
		return new ApplicationDraft(this.name, this.throttlingPolicy, this.description, tokenFormat());
	}

	private TokenFormat tokenFormat() {
		return switch ((this.tokenType != null) ? this.tokenType : "JWT") {
			case "JWT", "DEFAULT" -> TokenFormat.JWT;
			case "OAUTH" -> TokenFormat.OPAQUE;
			default -> throw new BadRequest("tokenType", this.tokenType, "JWT or OAUTH");
		};
	}

	private static String tokenType(TokenFormat format) {
		return switch (format) {
			case JWT -> "JWT";
			case OPAQUE -> "OAUTH";
		};
	}

}
