package org.gatehouse.db.api;

import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.runtime.OperationRuntime;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON form in which runtime configurations are stored.
 */
public final class RuntimeJson {

	// What an older document lacks is false, 0 or null.
	private static final JsonMapper MAPPER = JsonMapper.builder()
		.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.build();

	private RuntimeJson() {
	}

	static String write(Object configuration) {
		return MAPPER.writeValueAsString(configuration);
	}

	/**
	 * Reads the runtime configuration of an API version.
	 * @param json the column's value
	 * @return the configuration
	 */
	public static ApiRuntime api(String json) {
		return MAPPER.readValue(json, ApiRuntime.class);
	}

	static OperationRuntime operation(String json) {
		return MAPPER.readValue(json, OperationRuntime.class);
	}

}
