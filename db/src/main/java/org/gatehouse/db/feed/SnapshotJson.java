package org.gatehouse.db.feed;

import org.gatehouse.common.snapshot.SnapshotEntry;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON form of the change feed's entries.
 */
final class SnapshotJson {

	// What an older document lacks is false, 0 or null.
	private static final JsonMapper MAPPER = JsonMapper.builder()
		.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.build();

	private SnapshotJson() {
	}

	static String write(SnapshotEntry entry) {
		return MAPPER.writerFor(SnapshotEntry.class).writeValueAsString(entry);
	}

	static SnapshotEntry read(String json) {
		return MAPPER.readValue(json, SnapshotEntry.class);
	}

}
