package org.gatehouse.store.keys;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.gatehouse.db.application.ApiKey;
import org.jspecify.annotations.Nullable;

/**
 * An API key as its owner sees it; the key itself is known to nobody.
 *
 * @param id names it
 * @param label what the owner calls it, may be empty
 * @param createdAt when it was generated
 * @param expiresAt from when on it is no longer taken, null for always
 * @param permittedIps from where it is taken, empty for anywhere
 * @param permittedReferers the pages from which it is taken, empty for any
 * @param holds whether it is taken now
 */
public record ApiKeyView(UUID id, String label, Instant createdAt, @Nullable Instant expiresAt,
		List<String> permittedIps, List<String> permittedReferers, boolean holds) {

	public ApiKeyView {
		permittedIps = List.copyOf(permittedIps);
		permittedReferers = List.copyOf(permittedReferers);
	}

	static ApiKeyView of(ApiKey key, Instant now) {
		Instant end = key.expiresAt();
		return new ApiKeyView(key.getId(), key.label(), key.createdAt(), end, key.permittedIps(),
				key.permittedReferers(), end == null || end.isAfter(now));
	}

}
