package org.gatehouse.db.api;

import java.util.UUID;

import org.gatehouse.common.runtime.ApiRuntime;
import org.jspecify.annotations.Nullable;

/**
 * Where the working copy of an API version leads to.
 *
 * @param id the version
 * @param name the API's name
 * @param context the API's context
 * @param version the version's name
 * @param provider who made the API
 * @param production the first production endpoint, null where there is none
 * @param sandbox the first sandbox endpoint, null where there is none
 * @param runtime the other endpoints, among other things
 */
public record ApiEndpoints(UUID id, String name, String context, String version, String provider,
		@Nullable String production, @Nullable String sandbox, ApiRuntime runtime) {

	/** As a query gives it, with the runtime configuration as JSON. */
	public ApiEndpoints(UUID id, String name, String context, String version, String provider,
			@Nullable String production, @Nullable String sandbox, String runtime) {
		this(id, name, context, version, provider, production, sandbox, RuntimeJson.api(runtime));
	}

}
