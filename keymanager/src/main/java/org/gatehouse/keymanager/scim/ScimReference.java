package org.gatehouse.keymanager.scim;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A user or a group as another resource names it.
 *
 * @param value its id
 * @param ref its URL
 * @param display its name
 * @param type what it is, or how it is held
 */
record ScimReference(UUID value, @JsonProperty("$ref") String ref, String display, String type) {

	/** The type of a member of a group. */
	static final String MEMBER = "User";

	/** The type of a group of a user: no group is in another. */
	static final String MEMBERSHIP = "direct";

}
