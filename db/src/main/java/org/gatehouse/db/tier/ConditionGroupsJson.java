package org.gatehouse.db.tier;

import java.util.List;

import org.gatehouse.common.tier.ConditionGroup;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON form in which the condition groups of an advanced policy are stored.
 */
final class ConditionGroupsJson {

	// With the type, without which the members of a list lose the names of theirs.
	private static final TypeReference<List<ConditionGroup>> TYPE = new TypeReference<>() {
	};

	private static final ObjectReader READER = JsonMapper.shared().readerFor(TYPE);

	private static final ObjectWriter WRITER = JsonMapper.shared().writerFor(TYPE);

	private ConditionGroupsJson() {
	}

	static String write(List<ConditionGroup> groups) {
		return WRITER.writeValueAsString(groups);
	}

	static List<ConditionGroup> read(String json) {
		return READER.readValue(json);
	}

}
