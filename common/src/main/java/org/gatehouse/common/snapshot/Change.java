package org.gatehouse.common.snapshot;

import org.gatehouse.common.identity.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * A step of the change feed: an entry as it now is, or the end of one.
 *
 * @param revision the place in the feed; revisions become visible in commit order, and
 * those of one tenant-spanning feed without gaps
 * @param tenantId the tenant that the entry belongs to
 * @param key what the entry is known by
 * @param entry the entry as it now is, null where it is gone
 */
public record Change(long revision, TenantId tenantId, String key, @Nullable SnapshotEntry entry) {

	public Change {
		if (revision < 1) {
			throw new IllegalArgumentException("revision: " + revision + " (expected: > 0)");
		}
		if (entry != null && !entry.key().equals(key)) {
			throw new IllegalArgumentException("key: '" + key + "' (expected: '" + entry.key() + "')");
		}
	}

}
