package org.gatehouse.common.application;

import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Identifies an application, a consumer's collection of subscriptions.
 *
 * @param value the identifier as it stands in URLs and in the database
 */
public record ApplicationId(@JsonValue UUID value) {

	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public ApplicationId {
		Objects.requireNonNull(value, "value");
	}

	/**
	 * Makes a new, random identifier.
	 * @return an identifier that no other object has
	 */
	public static ApplicationId random() {
		return new ApplicationId(UUID.randomUUID());
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}
