package org.gatehouse.keymanager.scim;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A user or a group as another resource names it.
 *
 * @param value its id
 * @param ref its URL
 * @param display its name
 */
record ScimReference(UUID value, @JsonProperty("$ref") String ref, String display) {

}
