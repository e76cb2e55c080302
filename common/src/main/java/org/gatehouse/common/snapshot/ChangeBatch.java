package org.gatehouse.common.snapshot;

import java.util.List;

/**
 * An answer of the change feed.
 *
 * @param schemaVersion {@link SnapshotEntry#SCHEMA_VERSION}
 * @param since the revision after which was asked; 0 asks for the whole state
 * @param revision the revision that the reader has after applying the changes
 * @param changes in the order of their revisions; entries changed twice occur once
 */
public record ChangeBatch(int schemaVersion, long since, long revision, List<Change> changes) {

	public ChangeBatch {
		changes = List.copyOf(changes);
	}

}
