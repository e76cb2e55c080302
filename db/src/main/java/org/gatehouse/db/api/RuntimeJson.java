package org.gatehouse.db.api;

import org.gatehouse.common.runtime.ApiRuntime;
import org.gatehouse.common.runtime.OperationRuntime;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON form in which runtime configurations are stored.
 */
final class RuntimeJson {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private RuntimeJson() {
	}

	static String write(Object configuration) {
		return MAPPER.writeValueAsString(configuration);
	}

	static ApiRuntime api(String json) {
		return MAPPER.readValue(json, ApiRuntime.class);
	}

	static OperationRuntime operation(String json) {
		return MAPPER.readValue(json, OperationRuntime.class);
	}

}
