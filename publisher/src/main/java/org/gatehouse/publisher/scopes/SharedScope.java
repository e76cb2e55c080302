package org.gatehouse.publisher.scopes;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A scope that all of a tenant's APIs may use.
 *
 * @param id the scope
 * @param name its key, as it stands in tokens
 * @param displayName what people read
 * @param description null where there is none
 * @param bindings names of the roles whose holders are granted the scope
 * @param usageCount how many operations ask for it
 */
public record SharedScope(UUID id, String name, String displayName, @Nullable String description, List<String> bindings,
		long usageCount) {

	public SharedScope {
		bindings = List.copyOf(bindings);
	}

}
