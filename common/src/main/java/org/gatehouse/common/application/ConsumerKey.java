package org.gatehouse.common.application;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The public name of an OAuth client, {@code client_id} in RFC 6749 section 2.2. An
 * application has at most one for each {@link KeyType}.
 *
 * @param value 1 to 128 visible ASCII characters
 */
public record ConsumerKey(@JsonValue String value) {

	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public ConsumerKey {
		if (value.isEmpty() || value.length() > 128 || !value.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
			throw new IllegalArgumentException(
					"consumer key: '" + value + "' (expected: 1 to 128 visible ASCII characters)");
		}
	}

	@Override
	public String toString() {
		return this.value;
	}

}
