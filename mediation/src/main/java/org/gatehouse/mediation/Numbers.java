package org.gatehouse.mediation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.cel.common.values.NullValue;
import org.jspecify.annotations.Nullable;

/**
 * JSON as expressions know it: their whole numbers are long, their other numbers double.
 */
final class Numbers {

	private Numbers() {
	}

	static Object wide(@Nullable Object value) {
		return switch (value) {
			case null -> NullValue.NULL_VALUE;
			case Integer number -> number.longValue();
			case Number number when !(number instanceof Long) -> number.doubleValue();
			case List<?> list -> {
				List<Object> copy = new ArrayList<>(list.size());
				list.forEach((item) -> copy.add(wide(item)));
				yield copy;
			}
			case Map<?, ?> map -> {
				Map<String, Object> copy = new LinkedHashMap<>();
				map.forEach((name, item) -> copy.put(String.valueOf(name), wide(item)));
				yield copy;
			}
			default -> value;
		};
	}

}
