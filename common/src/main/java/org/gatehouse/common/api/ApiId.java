package org.gatehouse.common.api;

import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Identifies one API version.
 *
 * @param value the identifier as it stands in URLs and in the database
 */
public record ApiId(@JsonValue UUID value) {

	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public ApiId {
		Objects.requireNonNull(value, "value");
	}

	/**
	 * Makes a new, random identifier.
	 * @return an identifier that no other object has
	 */
	public static ApiId random() {
		return new ApiId(UUID.randomUUID());
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}
