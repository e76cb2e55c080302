package org.gatehouse.publisher.deployment;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.runtime.EndpointRules;
import org.gatehouse.common.snapshot.SnapshotEntry;
import org.gatehouse.db.api.ApiVersion;
import org.gatehouse.db.api.Operation;
import org.gatehouse.db.scope.Scope;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a revision fixes of a working copy. Name, context and version never change, and
 * lifecycle state and default version are in force at once, so neither is in here.
 *
 * @param transports {@code http}, {@code https} or both
 * @param production where calls with a production key go, null where nowhere
 * @param sandbox where calls with a sandbox key go, null where nowhere
 * @param operations the operations, in their order
 * @param runtime how calls are treated
 */
record RevisionContent(Set<String> transports, @Nullable URI production, @Nullable URI sandbox,
		List<SnapshotEntry.Operation> operations, ApiRuntime runtime) {

	// What an older document lacks is false, 0 or null.
	private static final JsonMapper MAPPER = JsonMapper.builder()
		.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.build();

	RevisionContent {
		transports = Set.copyOf(transports);
		operations = List.copyOf(operations);
		runtime = (runtime != null) ? runtime : ApiRuntime.DEFAULT;
	}

	/**
	 * The working copy as it is; what its policies need comes with
	 * {@link RevisionContents}.
	 */
	static RevisionContent of(ApiVersion version) {
		return new RevisionContent(Set.copyOf(version.transports()), uri(version.productionEndpoint()),
				uri(version.sandboxEndpoint()), version.operations().stream().map(RevisionContent::operation).toList(),
				version.runtime());
	}

	private static SnapshotEntry.Operation operation(Operation operation) {
		return new SnapshotEntry.Operation(operation.verb(), operation.pattern(), operation.authType(),
				operation.scopes().stream().map(Scope::scopeKey).collect(Collectors.toSet()), operation.tier().name(),
				operation.produces(), operation.runtime());
	}

	private static @Nullable URI uri(@Nullable String url) {
		return (url != null) ? EndpointRules.uri(url) : null;
	}

	RevisionContent with(ApiRuntime runtime, List<SnapshotEntry.Operation> operations) {
		return new RevisionContent(this.transports, this.production, this.sandbox, operations, runtime);
	}

	static RevisionContent read(String json) {
		return MAPPER.readValue(json, RevisionContent.class);
	}

	String json() {
		return MAPPER.writeValueAsString(this);
	}

}
