package org.gatehouse.gatewaycore.snapshot;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the snapshot contract looks in JSON, on the wire and on disk. A field that this
 * gateway does not know is passed over, so that a newer control plane can add one.
 */
public final class SnapshotJson {

	/** The one mapper of the contract; the control plane uses it as well. */
	public static final JsonMapper MAPPER = JsonMapper.builder()
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
		.build();

	private SnapshotJson() {
	}

}
