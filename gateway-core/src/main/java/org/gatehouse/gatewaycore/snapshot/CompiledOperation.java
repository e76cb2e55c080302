package org.gatehouse.gatewaycore.snapshot;

import java.util.Locale;
import java.util.Set;

import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.gatewaycore.throttle.Level;
import org.gatehouse.gatewaycore.throttle.Limited;
import org.gatehouse.gatewaycore.throttle.TierCell;
import org.gatehouse.mediation.CompiledMediation;
import org.jspecify.annotations.Nullable;

/**
 * An operation, ready to be asked.
 *
 * @param pattern the path below the API as it was declared
 * @param authType which tokens it takes
 * @param scopes the scopes of which a token must hold one; where empty, none is asked for
 * @param scopeNames the scopes as a challenge names them
 * @param producesJson whether its definition declares JSON
 * @param quota its quota, null for none
 * @param caching how its answers are kept, null where they are not
 * @param mediation what happens to its calls and answers, null for nothing
 */
public record CompiledOperation(String pattern, AuthType authType, Set<String> scopes, String scopeNames,
		boolean producesJson, @Nullable Limited quota, @Nullable CompiledCaching caching,
		@Nullable CompiledMediation mediation) {

	static CompiledOperation of(SnapshotEntry.Operation operation, @Nullable Limited quota,
			@Nullable CompiledCaching caching, @Nullable CompiledMediation mediation) {
		String names = operation.scopes()
			.stream()
			.filter((scope) -> scope.chars().allMatch((c) -> c > 0x20 && c < 0x7f && c != '"' && c != '\\'))
			.sorted()
			.reduce((a, b) -> a + " " + b)
			.orElse("");
		boolean json = operation.produces().stream().anyMatch((type) -> type.toLowerCase(Locale.ROOT).contains("json"));
		return new CompiledOperation(operation.pattern().value(), operation.authType(), operation.scopes(), names, json,
				quota, caching, mediation);
	}

	/** What is limited of an operation; there may be hundreds of thousands. */
	static final class OperationQuota extends Limited {

		private final ApiId api;

		private final SnapshotEntry.Operation operation;

		OperationQuota(ApiId api, SnapshotEntry.Operation operation, TierCell tier, long revision) {
			super(tier, revision);
			this.api = api;
			this.operation = operation;
		}

		@Override
		protected Level level() {
			return Level.RESOURCE;
		}

		@Override
		protected String subject() {
			return this.api + " " + this.operation.verb() + " " + this.operation.pattern();
		}

	}

}
