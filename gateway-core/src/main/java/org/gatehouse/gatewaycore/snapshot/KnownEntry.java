package org.gatehouse.gatewaycore.snapshot;

import org.gatehouse.common.identity.TenantId;
import org.gatehouse.common.snapshot.Change;
import org.gatehouse.common.snapshot.SnapshotEntry;

/**
 * An entry of the feed that is in force.
 *
 * @param revision the revision that brought it
 * @param tenantId the tenant that it belongs to
 * @param entry the entry
 */
record KnownEntry(long revision, TenantId tenantId, SnapshotEntry entry) {

	Change toChange() {
		return new Change(this.revision, this.tenantId, this.entry.key(), this.entry);
	}

}
