package org.gatehouse.store.applications;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * {@code ApplicationInfo} of the contract.
 */
public record ApplicationListItem(String applicationId, String name, String throttlingPolicy,
		@Nullable String description, String status, List<String> groups, long subscriptionCount,
		Map<String, String> attributes, String owner) {

	/**
	 * Shows an application.
	 * @param application the application
	 * @return its item
	 */
	public static ApplicationListItem of(ApplicationView application) {
		return new ApplicationListItem(application.id().toString(), application.name(), application.tier(),
				application.description(), "APPROVED", List.of(), application.subscriptions(), Map.of(),
				application.owner());
	}

}
