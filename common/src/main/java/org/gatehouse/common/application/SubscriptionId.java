package org.gatehouse.common.application;

import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Identifies a subscription of an application to an API version.
 *
 * @param value the identifier as it stands in URLs and in the database
 */
public record SubscriptionId(@JsonValue UUID value) {

	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public SubscriptionId {
		Objects.requireNonNull(value, "value");
	}

	/**
	 * Makes a new, random identifier.
	 * @return an identifier that no other object has
	 */
	public static SubscriptionId random() {
		return new SubscriptionId(UUID.randomUUID());
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}
