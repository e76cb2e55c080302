package org.gatehouse.gatewaycore.snapshot;

import java.util.Locale;
import java.util.Set;

import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.gatewaycore.throttle.Limit;
import org.jspecify.annotations.Nullable;

/**
 * An operation, ready to be asked.
 *
 * @param pattern the path below the API as it was declared
 * @param authType which tokens it takes
 * @param scopes the scopes of which a token must hold one; where empty, none is asked for
 * @param scopeNames the scopes as a challenge names them
 * @param producesJson whether its definition declares JSON
 * @param limit its quota, null for none
 */
public record CompiledOperation(String pattern, AuthType authType, Set<String> scopes, String scopeNames,
		boolean producesJson, @Nullable Limit limit) {

	static CompiledOperation of(SnapshotEntry.Operation operation, @Nullable Limit limit) {
		String names = operation.scopes()
			.stream()
			.filter((scope) -> scope.chars().allMatch((c) -> c > 0x20 && c < 0x7f && c != '"' && c != '\\'))
			.sorted()
			.reduce((a, b) -> a + " " + b)
			.orElse("");
		boolean json = operation.produces().stream().anyMatch((type) -> type.toLowerCase(Locale.ROOT).contains("json"));
		return new CompiledOperation(operation.pattern().value(), operation.authType(), operation.scopes(), names, json,
				limit);
	}

}
