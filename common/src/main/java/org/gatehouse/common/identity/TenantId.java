package org.gatehouse.common.identity;

import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Identifies a tenant, an isolated organisation.
 *
 * @param value the identifier as it stands in URLs and in the database
 */
public record TenantId(@JsonValue UUID value) {

	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public TenantId {
		Objects.requireNonNull(value, "value");
	}

	/**
	 * Makes a new, random identifier.
	 * @return an identifier that no other object has
	 */
	public static TenantId random() {
		return new TenantId(UUID.randomUUID());
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}
