package org.gatehouse.common.snapshot;

import java.util.List;

/**
 * An answer of the change feed: what came after a revision, or the first part of it.
 *
 * @param schemaVersion {@link SnapshotEntry#SCHEMA_VERSION}
 * @param feed which feed it is: revisions of one mean nothing in another, such as that of
 * a database that was restored; empty where the feed does not say
 * @param since the revision after which was asked; 0 asks for the whole state
 * @param revision the revision that the reader has after applying the changes
 * @param more true if there was more than one answer takes: what the reader has is no
 * state that ever was until it has asked for the rest, with {@code revision}
 * @param changes in the order of their revisions; entries changed twice occur once. The
 * first part of a whole state begins with all tiers
 */
public record ChangeBatch(int schemaVersion, String feed, long since, long revision, boolean more,
		List<Change> changes) {

	public ChangeBatch {
		feed = (feed != null) ? feed : "";
		changes = List.copyOf(changes);
	}

	/**
	 * An answer that is complete, of a feed that does not say which it is.
	 * @param schemaVersion {@link SnapshotEntry#SCHEMA_VERSION}
	 * @param since the revision after which was asked
	 * @param revision the revision that the reader has then
	 * @param changes the changes
	 */
	public ChangeBatch(int schemaVersion, long since, long revision, List<Change> changes) {
		this(schemaVersion, "", since, revision, false, changes);
	}

}
