package org.gatehouse.store.keys;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What an API key is to be, as it was asked for: nothing is checked yet.
 *
 * @param label what the owner calls it, null or blank for nothing
 * @param validFor how long it is taken, null for always
 * @param permittedIps addresses and CIDR ranges from which it is taken, empty for all
 * @param permittedReferers pages from which it is taken, empty for all
 */
public record ApiKeyRequest(@Nullable String label, @Nullable Duration validFor, List<String> permittedIps,
		List<String> permittedReferers) {

	public ApiKeyRequest {
		permittedIps = List.copyOf(permittedIps);
		permittedReferers = List.copyOf(permittedReferers);
	}

}
